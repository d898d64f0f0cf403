// A group whose zones have names of their own, as HAProxy serves it.
#include "region/elbv2/balancer/haproxy_fixture.h"

namespace aws::region::elbv2 {
namespace {

using ::testing::AllOf;
using ::testing::Gt;
using ::testing::Lt;

class HaproxyZonesTest : public HaproxyBalancerTest {
 protected:
  HaproxyZonesTest() {
    targets.push_back(std::make_unique<HttpTarget>(loop.context(), "127.31.200.1", "i-3"));
    state.groups = {{"web.1.a", {.servers = {targets[0]->server()}}},
                    {"web.1.b", {.servers = {targets[1]->server(), targets[2]->server()}}}};
    for (auto& [name, group] : state.groups) group.spreading.least_outstanding = true;
    state.listeners[0].rules[0].action.groups = {{.arn = "web.1.a"}, {.arn = "web.1.b"}};
  }
  std::map<std::string, int> served(int requests) {
    std::map<std::string, int> served;
    const auto client = connect();
    for (int i = 0; i < requests; ++i) ++served[served_by(get(*client))];
    return served;
  }
};

TEST_F(HaproxyZonesTest, TheOneTargetOfAZoneServesAsManyAsAllOfAnother) {
  start();
  const auto counts = served(400);
  EXPECT_THAT(counts.at("i-1"), AllOf(Gt(140), Lt(260))) << "half of them, within six standard deviations";
  EXPECT_EQ(counts.at("i-2") + counts.at("i-3"), 400 - counts.at("i-1"));
  EXPECT_LE(std::abs(counts.at("i-2") - counts.at("i-3")), 1);
}

TEST_F(HaproxyZonesTest, ARequestOutlivesItsZonesPlace) {
  start();
  const auto client = connect();
  while (targets[0]->waiting() == 0) {
    for (const auto& target : targets) target->release();
    client->get("/wait");
    ASSERT_TRUE(run_until([&] { return targets[0]->waiting() + targets[1]->waiting() + targets[2]->waiting() == 1; }));
    if (targets[0]->waiting() == 1) break;
    for (const auto& target : targets) target->release();
    reply(*client);
  }
  state.groups.erase("web.1.a");
  state.listeners[0].rules[0].action.groups = {{.arn = "web.1.b"}};
  apply();
  EXPECT_EQ(served(10).count("i-1"), 0U);
  EXPECT_EQ(count()["web.1.a"]["i-1"], 1) << "so that nobody ends the target before its time";
  targets[0]->release();
  EXPECT_EQ(served_by(reply(*client)), "i-1");
}

TEST_F(HaproxyZonesTest, RequestsAreAbortedByWhicheverNameTheyCame) {
  start();
  const auto client = connect();
  client->get("/wait");
  ASSERT_TRUE(run_until([&] { return targets[0]->waiting() + targets[1]->waiting() + targets[2]->waiting() == 1; }));
  for (const auto* id : {"i-1", "i-2", "i-3"}) {
    for (const auto* group : {"web.1", "web.1.a", "web.1.b"}) balancer->abort_requests(group, id);
  }
  EXPECT_EQ(body(reply(*client)), page(502));
}

}  // namespace
}  // namespace aws::region::elbv2
