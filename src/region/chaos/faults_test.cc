#include "region/chaos/faults.h"

#include <gtest/gtest.h>

#include "contract/iam.h"
#include "region/chaos/call_mishaps.h"
#include "region/chaos/capacity.h"

namespace aws::region::chaos {
namespace {

const Principal kWebServer{"arn:aws:sts::123456789012:assumed-role/web/i-1", "AROA:i-1"};

TEST(Faults, ARuleIsInForceUntilItIsTakenAway) {
  Faults faults;
  CallMishaps mishaps(faults);
  const contract::Call call{.operation = iam::operations::GetRole, .principal = kWebServer};
  EXPECT_FALSE(mishaps.any());
  const auto id = faults.add(Rule{.trouble = Trouble::kThrottle, .share = 1, .callers = "assumed-role/web/*"});
  EXPECT_TRUE(mishaps.any());
  EXPECT_FALSE(mishaps.next(call).carried_out);
  EXPECT_TRUE(
      mishaps.next({.operation = iam::operations::GetRole, .principal = {"arn:aws:iam::1:user/ann"}}).carried_out);
  faults.remove(id);
  EXPECT_FALSE(mishaps.any());
  EXPECT_TRUE(mishaps.next(call).carried_out);
}

TEST(Faults, APlansRuleStaysWhereAnotherWasTakenAway) {
  Plan plan;
  plan.rules.push_back({.trouble = Trouble::kHang, .share = 1});
  Faults faults(plan);
  faults.remove(faults.add(Rule{.share = 1}));
  CallMishaps mishaps(faults);
  const auto mishap = mishaps.next({.operation = iam::operations::GetRole, .principal = kWebServer});
  EXPECT_EQ(mishap.delivery, http::Delivery::kWithheld);
}

TEST(Faults, TheKindOfFailureMayBeChosen) {
  Faults faults;
  CallMishaps mishaps(faults);
  const contract::Call call{.operation = iam::operations::GetRole, .principal = kWebServer};
  for (const auto& [trouble, status] : {std::pair(Trouble::kBreak, 500), std::pair(Trouble::kRefuse, 503)}) {
    const auto id = faults.add(Rule{.trouble = trouble, .share = 1});
    EXPECT_EQ(mishaps.next(call).answer->http_status(), status);
    faults.remove(id);
  }
}

TEST(Faults, AShortageIsForCallersOrForGroups) {
  Faults faults;
  Capacity capacity(faults);
  const auto by_group = [&](std::string_view zone) { return capacity.found({.zone = zone, .group = "shop"}); };
  const auto by_call = [&](std::string_view zone) { return capacity.found({.zone = zone, .caller = kWebServer.arn}); };
  const auto first = faults.add(Shortage{.share = 1, .zones = "us-west-2a", .callers = "", .groups = "shop"});
  EXPECT_FALSE(by_group("us-west-2a"));
  EXPECT_TRUE(by_group("us-west-2b"));
  EXPECT_TRUE(by_call("us-west-2a"));
  EXPECT_TRUE(capacity.found({.zone = "us-west-2a", .group = "blog"}));
  faults.add(Shortage{.share = 1, .callers = "assumed-role/web/*", .groups = ""});
  EXPECT_FALSE(by_call("us-west-2a"));
  faults.remove(first);
  EXPECT_TRUE(by_group("us-west-2a"));
}

TEST(Faults, DelaysAreToldOnceThereAreAny) {
  Faults faults;
  int told = 0;
  faults.tell_when_late([&] { ++told; });
  EXPECT_EQ(told, 0);
  faults.set({.table = std::chrono::seconds(3)});
  EXPECT_EQ(told, 1);
  EXPECT_EQ(faults.delays().table, std::chrono::seconds(3));
  Plan plan;
  plan.delays.agent = std::chrono::seconds(1);
  Faults late(plan);
  late.tell_when_late([&] { ++told; });
  EXPECT_EQ(told, 2);
}

}  // namespace
}  // namespace aws::region::chaos
