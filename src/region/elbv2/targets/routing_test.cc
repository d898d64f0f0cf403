#include "region/elbv2/targets/routing.h"

#include <gmock/gmock.h>

namespace aws::region::elbv2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using enum HealthState;

RoutingCandidate in_zone(const std::string& zone, const std::string& name, HealthState state) {
  return {.server = {.name = name}, .state = state, .zone = zone};
}

std::map<std::string, std::vector<std::string>> sets(const std::vector<RoutingCandidate>& candidates) {
  std::map<std::string, std::vector<std::string>> names;
  for (const auto& [zone, servers] : routing_sets(candidates)) {
    for (const auto& server : servers) names[zone].push_back(server.name);
  }
  return names;
}

MATCHER_P2(Share, name, weight, "") { return arg.arn == name && arg.weight == weight; }

TEST(Routing, EachZoneHasItsHealthyTargets) {
  EXPECT_THAT(sets({in_zone("a", "a1", kHealthy), in_zone("b", "b1", kHealthy), in_zone("b", "b2", kUnhealthy),
                    in_zone("b", "b3", kHealthy), in_zone("c", "c1", kUnused)}),
              ElementsAre(Pair("a", ElementsAre("a1")), Pair("b", ElementsAre("b1", "b3"))));
}

TEST(Routing, AZoneWithoutAHealthyTargetHasNoneWhileAnotherHasOne) {
  EXPECT_THAT(sets({in_zone("a", "a1", kUnhealthy), in_zone("b", "b1", kHealthy), in_zone("c", "c1", kInitial)}),
              ElementsAre(Pair("b", ElementsAre("b1"))));
}

TEST(Routing, EveryZoneFailsOpenWhenNoneHasAHealthyTarget) {
  EXPECT_THAT(sets({in_zone("a", "a1", kUnhealthy), in_zone("a", "a2", kInitial), in_zone("b", "b1", kUnhealthy),
                    in_zone("b", "b2", kDraining), in_zone("c", "c1", kInitial)}),
              ElementsAre(Pair("a", ElementsAre("a1", "a2")), Pair("b", ElementsAre("b1"))));
  EXPECT_THAT(sets({in_zone("a", "a1", kInitial), in_zone("b", "b1", kDraining)}), IsEmpty());
}

TEST(Routing, ALoadBalancerIsShiftedAwayFromAZone) {
  const std::vector<RoutingCandidate> candidates = {in_zone("a", "a1", kHealthy), in_zone("b", "b1", kHealthy)};
  const auto shifted = shifted_away(candidates, "a");
  ASSERT_EQ(shifted.size(), 1U);
  EXPECT_EQ(shifted[0].server.name, "b1");
  EXPECT_EQ(shifted_away(candidates, "c").size(), 2U);
  EXPECT_EQ(shifted_away(candidates, "").size(), 2U);
  EXPECT_EQ(shifted_away({in_zone("", "x", kHealthy), in_zone("b", "b1", kHealthy)}, "").size(), 2U);
}

TEST(Routing, ButNotWhereNoOtherZoneHasAHealthyTarget) {
  EXPECT_EQ(shifted_away({in_zone("a", "a1", kHealthy), in_zone("b", "b1", kUnhealthy)}, "a").size(), 2U);
  EXPECT_EQ(shifted_away({in_zone("a", "a1", kUnhealthy), in_zone("b", "b1", kUnhealthy)}, "a").size(), 2U);
  EXPECT_EQ(shifted_away({in_zone("a", "a1", kHealthy), in_zone("b", "b1", kInitial)}, "a").size(), 2U);
}

TEST(Routing, ZonesOfAGroupGetTheSameShare) {
  EXPECT_THAT(share_out({{.names = {"g.a", "g.b"}, .weight = 1}}), ElementsAre(Share("g.a", 1), Share("g.b", 1)));
  EXPECT_THAT(share_out({{.names = {"g"}, .weight = 7}}), ElementsAre(Share("g", 7)));
}

TEST(Routing, GroupsKeepTheirSharesWhateverTheNumberOfTheirZones) {
  EXPECT_THAT(
      share_out({{.names = {"g.a", "g.b"}, .weight = 1},
                 {.names = {"h.a", "h.b", "h.c"}, .weight = 2},
                 {.names = {"i"}, .weight = 0}}),
      ElementsAre(Share("g.a", 3), Share("g.b", 3), Share("h.a", 4), Share("h.b", 4), Share("h.c", 4), Share("i", 0)));
}

TEST(Routing, AZoneIsPartOfTheNameInTheDataPlane) {
  const std::string arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/0123456789abcdef";
  EXPECT_EQ(routing_name(arn, "us-west-2a"), "web.0123456789abcdef.us-west-2a");
  EXPECT_EQ(without_zone("web.0123456789abcdef.us-west-2a"), "web.0123456789abcdef");
  EXPECT_EQ(without_zone("web.0123456789abcdef"), "web.0123456789abcdef");
  EXPECT_EQ(without_zone("web"), "web");
  const RequestCounts counts = {{"web.0123456789abcdef", {{"i-1:80", 1}}},
                                {"web.0123456789abcdef.us-west-2a", {{"i-1:80", 2}, {"i-2:80", 4}}},
                                {"web.fedcba9876543210", {{"i-1:80", 8}}}};
  EXPECT_EQ(requests_to(arn, {"i-1", 80}, counts), 3) << "some came before its zone had a name of its own";
  EXPECT_EQ(requests_to(arn, {"i-3", 80}, counts), 0);
}

}  // namespace
}  // namespace aws::region::elbv2
