// Auto Scaling whole, over neighbours with behaviour and on simulated time: what its tests stand on. Test code only.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "region/autoscaling/autoscaling.h"
#include "region/autoscaling/fake_neighbours.h"

namespace aws::region::autoscaling {

namespace api = aws::autoscaling;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

inline constexpr const char* kTargetGroup =
    "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/tg/0123456789abcdef";

// Auto Scaling's own part of a region; a restart makes a new one over the same store and the same neighbours.
struct Running {
  Running(Store& disk, const Ports& ports, testing::SimulatedClock& clock, Random& random)
      : store(disk, clock, clock, random),
        reconciler(store, ports, clock, clock),
        service({store, reconciler, ports, clock, random, Place{}}) {
    service.serve(handlers);
  }
  AutoScalingStore store;
  GroupReconciler reconciler;
  AutoScaling service;
  contract::Handlers handlers;
  api::Api called{handlers};
};

class AutoScalingTest : public ::testing::Test {
 protected:
  AutoScalingTest() { restart(); }

  void restart() {
    running_.reset();
    running_ = std::make_unique<Running>(disk_, Ports{instances_, templates_, zones_, target_groups_}, clock_, random_);
    instances_.on_change = [this](const std::string& id) { running_->reconciler.instance_changed(id); };
    running_->reconciler.start();
  }
  const api::Api& autoscaling() { return running_->called; }

  api::CreateAutoScalingGroupRequest three_instances() const {
    return {.AutoScalingGroupName = "group",
            .LaunchTemplate = api::LaunchTemplateSpecification{.LaunchTemplateName = "template", .Version = "$Default"},
            .MinSize = 3,
            .MaxSize = 3,
            .AvailabilityZones = {"us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"}};
  }
  void create_and_wait() {
    autoscaling().CreateAutoScalingGroup(three_instances());
    ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  }
  void attach() {
    target_groups_.all[kTargetGroup];
    autoscaling().AttachLoadBalancerTargetGroups({.AutoScalingGroupName = "group", .TargetGroupARNs = {kTargetGroup}});
    clock_.advance(0s);
  }

  api::AutoScalingGroup group() {
    return autoscaling().DescribeAutoScalingGroups({.AutoScalingGroupNames = {"group"}}).AutoScalingGroups.at(0);
  }
  std::vector<api::Instance> members() { return group().Instances; }
  std::vector<std::string> in_state(const std::string& state) {
    std::vector<std::string> ids;
    for (const auto& member : members()) {
      if (member.LifecycleState == state) ids.push_back(*member.InstanceId);
    }
    return ids;
  }
  std::vector<std::string> in_service() { return in_state("InService"); }
  std::vector<api::Activity> activities() {
    return autoscaling().DescribeScalingActivities({.AutoScalingGroupName = "group"}).Activities;
  }
  api::Activity terminate(const std::string& id, bool decrement) {
    return *autoscaling()
                .TerminateInstanceInAutoScalingGroup({.InstanceId = id, .ShouldDecrementDesiredCapacity = decrement})
                .Activity;
  }
  template <class Call>
  Error error_of(Call call) {
    try {
      call();
    } catch (const Error& error) {
      return error;
    }
    return {"None", "nothing was thrown"};
  }

  testing::SimulatedClock clock_;
  Store disk_;
  SeededRandom random_{1};
  FakeInstances instances_{clock_};
  FakeLaunchTemplates templates_;
  FakeZones zones_;
  FakeTargetGroups target_groups_;
  std::unique_ptr<Running> running_;
};

}  // namespace aws::region::autoscaling
