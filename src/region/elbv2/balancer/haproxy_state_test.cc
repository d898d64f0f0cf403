#include "region/elbv2/balancer/haproxy_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "region/elbv2/balancer/forwarding.h"

namespace aws::region::elbv2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HaproxyStateTest : public ::testing::Test {
 protected:
  BalancerState desired{.listeners = {forwarding("127.31.0.4", 80, "web", {"10.0.0.0/8"})},
                        .groups = {{"web", {.servers = {{"i-1", "127.31.0.5", 80}}}}}};
  HaproxyState state{desired};

  // Makes every change until nothing is left to do.
  std::vector<std::string> converge() {
    std::vector<std::string> commands;
    while (const auto change = state.next_change(desired)) {
      commands.push_back(command(*change));
      state.made(*change);
    }
    return commands;
  }
  std::vector<BalancedServer>& servers() { return desired.groups["web"].servers; }
};

TEST_F(HaproxyStateTest, HasNothingToDoWhenAllIsAsWanted) {
  EXPECT_FALSE(state.needs_reload(desired));
  EXPECT_THAT(converge(), IsEmpty());
}

TEST_F(HaproxyStateTest, AddsServersBeforeItTakesOthersAway) {
  servers() = {{"i-2", "127.31.0.6", 80}};
  EXPECT_THAT(converge(), ElementsAre("@1 add server web/i-2 127.31.0.6:80 weight 100 pool-max-conn -1 "
                                      "pool-purge-delay 5s; @1 enable server web/i-2",
                                      "@1 disable server web/i-1", "@1 del server web/i-1"));
  EXPECT_FALSE(state.needs_reload(desired));
}

TEST_F(HaproxyStateTest, AServerThatComesToAStickyGroupGetsItsCookie) {
  auto& spreading = desired.groups["web"].spreading;
  for (const auto& sticky : {Spreading{.lb_cookie = std::chrono::seconds(60)}, Spreading{.app_cookie = "session"}}) {
    spreading = sticky;
    EXPECT_TRUE(state.needs_reload(desired));
    servers().resize(1);
    state = HaproxyState(desired);
    servers().push_back({"i-2", "127.31.0.6", 80});
    EXPECT_THAT(converge(), ElementsAre("@1 add server web/i-2 127.31.0.6:80 weight 100 pool-max-conn -1 "
                                        "pool-purge-delay 5s; @1 enable server web/i-2; "
                                        "@1 enable dynamic-cookie backend web"));
  }
}

TEST_F(HaproxyStateTest, AServerWithRequestsInFlightIsRemovedLater) {
  servers().clear();
  state.made(*state.next_change(desired));  // suspended
  const auto removal = state.next_change(desired);
  state.removal_refused(*removal);
  EXPECT_FALSE(state.next_change(desired));
  EXPECT_TRUE(state.removals_wait());
  state.retry_removals();
  EXPECT_THAT(converge(), ElementsAre("@1 del server web/i-1"));
}

TEST_F(HaproxyStateTest, AServerThatComesBackWhileItWaitsForRemovalIsResumed) {
  const auto before = servers();
  servers().clear();
  state.made(*state.next_change(desired));
  servers() = before;
  EXPECT_THAT(converge(), ElementsAre("@1 enable server web/i-1"));
}

TEST_F(HaproxyStateTest, FollowsAServerToAnotherAddress) {
  servers()[0].port = 81;
  EXPECT_THAT(converge(), ElementsAre("@1 set server web/i-1 addr 127.31.0.5 port 81"));
}

TEST_F(HaproxyStateTest, GivesAServerItsShare) {
  servers()[0].share = 3;
  EXPECT_THAT(converge(), ElementsAre("@1 set server web/i-1 weight 3"));
  servers().push_back({"i-2", "127.31.0.6", 80, 50});
  EXPECT_THAT(converge(), ElementsAre("@1 add server web/i-2 127.31.0.6:80 weight 50 pool-max-conn -1 pool-purge-delay "
                                      "5s; @1 enable server web/i-2"));
  EXPECT_FALSE(state.needs_reload(desired));
}

TEST_F(HaproxyStateTest, AllowsNewSourcesBeforeItForbidsOldOnes) {
  desired.listeners[0].allowed_sources = {"0.0.0.0/0"};
  EXPECT_THAT(converge(),
              ElementsAre("@1 add acl 127.31.0.4-80.sources 0.0.0.0/0", "@1 del acl 127.31.0.4-80.sources 10.0.0.0/8"));
}

TEST_F(HaproxyStateTest, ReloadsForListenersAndGroupsOnly) {
  auto other = desired;
  other.listeners[0].port = 8080;
  EXPECT_TRUE(state.needs_reload(other));
  other = desired;
  other.groups["api"] = {};
  EXPECT_TRUE(state.needs_reload(other));
  other = desired;
  other.groups["web"].servers.clear();
  other.listeners[0].allowed_sources.clear();
  EXPECT_FALSE(state.needs_reload(other));
}

TEST(HaproxyReplies, AreUnderstood) {
  using Kind = HaproxyChange::Kind;
  EXPECT_TRUE(succeeded({.kind = Kind::kAddServer}, "New server registered.\n\n\n"));
  EXPECT_FALSE(succeeded({.kind = Kind::kAddServer}, "Already exists a server with the same name in backend.\n\n"));
  EXPECT_TRUE(succeeded({.kind = Kind::kRemoveServer}, "Server deleted.\n\n"));
  EXPECT_FALSE(succeeded({.kind = Kind::kRemoveServer}, "Server still has connections attached to it.\n"));
  EXPECT_TRUE(succeeded({.kind = Kind::kSuspendServer}, "\n"));
  EXPECT_FALSE(succeeded({.kind = Kind::kSuspendServer}, "No such server.\n\n"));
}

TEST(HaproxyReplies, RequestsInFlightAreAddedUp) {
  RequestCounts counts;
  add_requests("# pxname,svname,qcur,qmax,scur,smax\nweb,i-1,0,0,2,3,,\nweb,i-2,0,0,0,1\n\n", counts);
  add_requests("# pxname,svname,qcur,qmax,scur,smax\nweb,i-1,0,0,1,1,,\n", counts);
  EXPECT_EQ(counts, (RequestCounts{{"web", {{"i-1", 3}}}}));
}

}  // namespace
}  // namespace aws::region::elbv2
