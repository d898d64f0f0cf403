#include "region/elbv2/balancer/haproxy_fixture.h"

namespace aws::region::elbv2 {
namespace {

using ::testing::ElementsAre;

class HaproxyWatchingTest : public HaproxyBalancerTest {
 protected:
  void watch() {
    balancer->watch([this](const Visit& visit) {
      told.push_back(fmt::format("{} {} {} {} {}", visit.method, visit.path, visit.status, visit.group, visit.server));
    });
    settle();
  }
  void settle() {
    ASSERT_TRUE(run_until([&] { return balancer->settled(); })) << log();
  }

  std::vector<std::string> told;
};

TEST_F(HaproxyWatchingTest, TellsOfRequestsWhileSomebodyWatches) {
  start();
  get("/before");
  watch();
  get("/one");
  get("/two?q=1");
  ASSERT_TRUE(run_until([&] { return told.size() == 2; }));
  EXPECT_THAT(told, ElementsAre("GET /one 200 web i-2", "GET /two 200 web i-1"));
  balancer->watch(nullptr);
  settle();
  get("/after");
  watch();
  get("/again");
  ASSERT_TRUE(run_until([&] { return told.size() > 2; }));
  EXPECT_EQ(told.back(), "GET /again 200 web i-1");
}

TEST_F(HaproxyWatchingTest, GoesOnAfterANewConfiguration) {
  start();
  watch();
  state.listeners.push_back(forwarding(address, static_cast<std::uint16_t>(port + 1), "web", {"127.0.0.0/8"}));
  apply();
  get("/one");
  ASSERT_TRUE(run_until([&] { return told.size() == 1; }));
}

TEST_F(HaproxyWatchingTest, TellsOfWhatTheLoadBalancerAnswers) {
  state.groups["web"].servers.clear();
  start();
  watch();
  get("/nobody");
  ASSERT_TRUE(run_until([&] { return told.size() == 1; }));
  EXPECT_THAT(told, ElementsAre("GET /nobody 503 web "));
}

}  // namespace
}  // namespace aws::region::elbv2
