#include "region/ssm/nodes/managed_nodes.h"

#include <gmock/gmock.h>

#include "region/ssm/fake_instances.h"
#include "region/ssm/running_ssm.h"
#include "testing/simulated_clock.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kFirst = "i-00000000000000001";
constexpr const char* kSecond = "i-00000000000000002";

class ManagedNodesTest : public ::testing::Test {
 protected:
  SsmService::Parts parts() { return {store_, instances_, clock_, clock_, random_, Place{}}; }
  void boot(const std::string& id) {
    instances_.launch(id);
    ssm_.service.instance_changed(id);
    instances_.boot(id);
    ssm_.service.instance_changed(id);
  }
  std::vector<std::string> listed(const api::DescribeInstanceInformationRequest& request = {}) {
    std::vector<std::string> ids;
    for (const auto& node : ssm_.called.DescribeInstanceInformation(request).InstanceInformationList) {
      ids.push_back(*node.InstanceId + " " + *node.PingStatus);
    }
    return ids;
  }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store store_;
  FakeInstances instances_{clock_};
  RunningSsm ssm_{parts()};
};

TEST_F(ManagedNodesTest, AnInstanceIsListedOnceItHasBootedWithPermission) {
  instances_.allow(kFirst);
  instances_.launch(kFirst);
  ssm_.service.instance_changed(kFirst);
  EXPECT_THAT(listed(), IsEmpty());
  instances_.boot(kFirst);
  ssm_.service.instance_changed(kFirst);
  const auto node = ssm_.called.DescribeInstanceInformation({}).InstanceInformationList.at(0);
  EXPECT_EQ(node.InstanceId, kFirst);
  EXPECT_EQ(node.PingStatus, "Online");
  EXPECT_EQ(node.LastPingDateTime, clock_.now());
  EXPECT_EQ(node.PlatformType, "Linux");
  EXPECT_EQ(node.ResourceType, "EC2Instance");
  EXPECT_EQ(node.IPAddress, "127.31.0.5");
  EXPECT_EQ(node.SourceType, "AWS::EC2::Instance");
}

TEST_F(ManagedNodesTest, WithoutPermissionItIsNotListedAndTriesAgain) {
  boot(kFirst);
  clock_.advance(1h);
  EXPECT_THAT(listed(), IsEmpty());
  instances_.allow(kFirst);
  clock_.advance(15s);
  EXPECT_THAT(listed(), ElementsAre(kFirst + std::string(" Online")));
}

TEST_F(ManagedNodesTest, ARebootMakesItTryAtOnce) {
  boot(kFirst);
  clock_.advance(1s);
  instances_.allow(kFirst);
  instances_.reboot(kFirst);
  ssm_.service.instance_changed(kFirst);
  EXPECT_THAT(listed(), IsEmpty());
  instances_.boot(kFirst);
  ssm_.service.instance_changed(kFirst);
  EXPECT_THAT(listed(), ElementsAre(kFirst + std::string(" Online")));
}

TEST_F(ManagedNodesTest, StaysListedWhileItReboots) {
  instances_.allow(kFirst);
  boot(kFirst);
  instances_.reboot(kFirst);
  ssm_.service.instance_changed(kFirst);
  clock_.advance(1h);
  EXPECT_THAT(listed(), ElementsAre(kFirst + std::string(" Online")));
}

TEST_F(ManagedNodesTest, PingsEveryFiveMinutes) {
  instances_.allow(kFirst);
  boot(kFirst);
  const Timestamp first = clock_.now();
  clock_.advance(12min);
  EXPECT_EQ(ssm_.called.DescribeInstanceInformation({}).InstanceInformationList.at(0).LastPingDateTime, first + 10min);
}

TEST_F(ManagedNodesTest, LosesItsConnectionWithItsPermissionAndFindsItAgain) {
  instances_.allow(kFirst);
  boot(kFirst);
  instances_.forbid(kFirst);
  clock_.advance(6min);
  EXPECT_THAT(listed(), ElementsAre(kFirst + std::string(" Online")));
  clock_.advance(5min);
  EXPECT_THAT(listed(), ElementsAre(kFirst + std::string(" ConnectionLost")));
  instances_.allow(kFirst);
  clock_.advance(15s);
  EXPECT_THAT(listed(), ElementsAre(kFirst + std::string(" Online")));
}

TEST_F(ManagedNodesTest, IsForgottenWhenItIsTerminated) {
  instances_.allow(kFirst);
  boot(kFirst);
  instances_.terminate(kFirst);
  ssm_.service.instance_changed(kFirst);
  clock_.advance(0s);
  EXPECT_THAT(listed(), IsEmpty());
  EXPECT_EQ(clock_.pending(), 0U);
}

TEST_F(ManagedNodesTest, ARestartedRegionKnowsTheNodesThatAreStillThere) {
  for (const char* id : {kFirst, kSecond}) {
    instances_.allow(id);
    boot(id);
  }
  instances_.terminate(kFirst);
  instances_.forbid(kSecond);
  RunningSsm again(parts());
  again.service.start();
  const auto nodes = again.called.DescribeInstanceInformation({}).InstanceInformationList;
  ASSERT_EQ(nodes.size(), 1U);
  EXPECT_EQ(nodes[0].InstanceId, kSecond);
}

TEST_F(ManagedNodesTest, AreFilteredAndPaged) {
  std::vector<std::string> ids;
  for (int i = 1; i <= 7; ++i) ids.push_back("i-0000000000000000" + std::to_string(i));
  for (const auto& id : ids) {
    instances_.allow(id);
    boot(id);
  }
  const auto first = ssm_.called.DescribeInstanceInformation({.MaxResults = 5});
  EXPECT_EQ(first.InstanceInformationList.size(), 5U);
  const auto second = ssm_.called.DescribeInstanceInformation({.MaxResults = 5, .NextToken = first.NextToken});
  EXPECT_EQ(second.InstanceInformationList.size(), 2U);
  EXPECT_FALSE(second.NextToken);
  EXPECT_THAT(listed({.Filters = {{.Key = "InstanceIds", .Values = {kSecond, "i-none"}}}}),
              ElementsAre(kSecond + std::string(" Online")));
  EXPECT_THAT(listed({.InstanceInformationFilterList = {{.key = "PingStatus", .valueSet = {"ConnectionLost"}}}}),
              IsEmpty());
  const auto code = [&](const api::DescribeInstanceInformationRequest& request) -> std::string {
    try {
      ssm_.called.DescribeInstanceInformation(request);
      return "accepted";
    } catch (const Error& error) {
      return error.code();
    }
  };
  EXPECT_EQ(code({.Filters = {{.Key = "tag:Name", .Values = {"x"}}}}), "InvalidFilterKey");
  EXPECT_EQ(code({.NextToken = "x"}), "InvalidNextToken");
}

}  // namespace
}  // namespace aws::region::ssm
