#include "region/elbv2/targets/target_monitor.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "region/elbv2/fake_neighbours.h"

namespace aws::region::elbv2 {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class TargetMonitorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto* id : {"i-1", "i-2", "i-3"}) instances.run(id);
    group = *room->service
                 .CreateTargetGroup({.Name = "targets",
                                     .Protocol = "HTTP",
                                     .Port = 80,
                                     .VpcId = "vpc-1",
                                     .HealthCheckPath = "/healthcheck",
                                     .HealthCheckIntervalSeconds = 10,
                                     .HealthCheckTimeoutSeconds = 5,
                                     .HealthyThresholdCount = 2,
                                     .UnhealthyThresholdCount = 2})
                 .TargetGroups.at(0)
                 .TargetGroupArn;
    balancer = *room->service.CreateLoadBalancer({.Name = "balancer", .Subnets = {"subnet-a", "subnet-b"}})
                    .LoadBalancers.at(0)
                    .LoadBalancerArn;
  }
  void listen() {
    room->service.CreateListener({.LoadBalancerArn = balancer,
                                  .Protocol = "HTTP",
                                  .Port = 80,
                                  .DefaultActions = {{.Type = "forward", .TargetGroupArn = group}}});
  }
  void restart() {
    room.reset();
    room.emplace(store, random, clock, instances, network);
  }
  void register_target(const std::string& id) { room->monitor.register_target(group, {id, 80}); }
  void deregister_target(const std::string& id) {
    room->monitor.deregister_target(group, {id, 80});
    clock.advance(seconds(0));  // until everybody has heard of it
  }
  std::string address(const std::string& id) { return instances.all.at(id).address; }
  void set_state(const std::string& id, InstanceState state) {
    instances.all.at(id).state = state;
    room->monitor.instance_changed(id);
  }
  // "state / reason / description" when asked for the target, as the API shows it.
  std::string health(const std::string& id) {
    const auto described = room->service.DescribeTargetHealth({.TargetGroupArn = group, .Targets = {{.Id = id}}});
    const auto& shown = *described.TargetHealthDescriptions.at(0).TargetHealth;
    auto text = *shown.State;
    if (shown.Reason) text += " / " + *shown.Reason + " / " + shown.Description.value_or("");
    return text;
  }
  std::vector<std::string> listed() {
    std::vector<std::string> ids;
    for (const auto& target : room->service.DescribeTargetHealth({.TargetGroupArn = group}).TargetHealthDescriptions) {
      ids.push_back(*target.Target->Id + " " + *target.TargetHealth->State);
    }
    return ids;
  }

  Store store;
  SeededRandom random{7};
  testing::SimulatedClock clock;
  FakeInstances instances;
  FakeNetwork network;
  std::optional<Room> room{std::in_place, store, random, clock, instances, network};
  std::string group;
  std::string balancer;
};

const std::string kSeenNotInUse =
    "unused / Target.NotInUse / Target group is not configured to receive traffic from the load balancer";
const std::string kSeenRegistering = "initial / Elb.RegistrationInProgress / Target registration is in progress";
const std::string kSeenChecking = "initial / Elb.InitialHealthChecking / Initial health checks in progress";
const std::string kSeenMismatch =
    "unhealthy / Target.ResponseCodeMismatch / Health checks failed with these codes: [503]";
const std::string kRefused = "unhealthy / Target.FailedHealthChecks / Health checks failed";
const std::string kSeenDraining = "draining / Target.DeregistrationInProgress / Target deregistration is in progress";
const std::string kNotRegistered = "unused / Target.NotRegistered / Target is not registered to the target group";

TEST_F(TargetMonitorTest, ChecksNothingBeforeAListenerUsesTheGroup) {
  register_target("i-1");
  clock.advance(minutes(5));
  EXPECT_EQ(health("i-1"), kSeenNotInUse);
  EXPECT_THAT(room->prober.checks, IsEmpty());

  listen();
  EXPECT_EQ(health("i-1"), kSeenRegistering);
  clock.advance(seconds(0));
  EXPECT_EQ(health("i-1"), "healthy");
}

TEST_F(TargetMonitorTest, AsksForTheGroupsPathAtTheInstance) {
  listen();
  register_target("i-1");
  clock.advance(seconds(0));
  ASSERT_EQ(room->prober.requests.size(), 1U);
  const auto& request = room->prober.requests[0];
  EXPECT_EQ(request.address, address("i-1"));
  EXPECT_EQ(request.port, 80);
  EXPECT_EQ(request.path, "/healthcheck");
  EXPECT_EQ(request.timeout, seconds(5));
  const auto shown = room->service.DescribeTargetHealth({.TargetGroupArn = group}).TargetHealthDescriptions.at(0);
  EXPECT_EQ(shown.Target->Port, 80);
  EXPECT_EQ(shown.HealthCheckPort, "80");
  EXPECT_FALSE(shown.TargetHealth->Reason);
  EXPECT_FALSE(shown.TargetHealth->Description);
}

TEST_F(TargetMonitorTest, ChecksAtAFixedIntervalHoweverLongTheAnswerTakes) {
  room->prober.replies[address("i-1")] = {ProbeReply::Kind::kTimedOut};
  listen();
  register_target("i-1");
  const auto start = clock.now();
  clock.advance(seconds(30));
  EXPECT_THAT(room->prober.checks[address("i-1")],
              ElementsAre(start, start + seconds(10), start + seconds(20), start + seconds(30)));
  EXPECT_EQ(health("i-1"), "unhealthy / Target.Timeout / Request timed out");
}

TEST_F(TargetMonitorTest, ATargetThatStillBootsBecomesUnhealthyThenHealthy) {
  room->prober.replies[address("i-1")] = {ProbeReply::Kind::kFailed};
  listen();
  register_target("i-1");
  clock.advance(seconds(5));
  EXPECT_EQ(health("i-1"), kSeenChecking);
  clock.advance(seconds(10));
  EXPECT_EQ(health("i-1"), kRefused);
  room->prober.answer(address("i-1"), 200);
  clock.advance(seconds(10));
  EXPECT_EQ(health("i-1"), kRefused);
  clock.advance(seconds(10));
  EXPECT_EQ(health("i-1"), "healthy");
}

TEST_F(TargetMonitorTest, RoutesToHealthyTargetsAndToAllWhenNoneIs) {
  listen();
  for (const auto* id : {"i-1", "i-2"}) register_target(id);
  EXPECT_THAT(room->balancer.servers(), IsEmpty()) << "initial targets get no requests";
  clock.advance(seconds(1));
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-1", "i-2"));

  room->prober.answer(address("i-1"), 503);
  clock.advance(seconds(10));
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-1", "i-2")) << "one failure is not enough";
  clock.advance(seconds(10));
  EXPECT_EQ(health("i-1"), kSeenMismatch);
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-2"));
  EXPECT_EQ(room->listeners.times_failed_open(), 0);

  room->prober.answer(address("i-2"), 503);
  clock.advance(seconds(20));
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-1", "i-2"));
  EXPECT_EQ(room->listeners.times_failed_open(), 1);

  room->prober.answer(address("i-2"), 200);
  clock.advance(seconds(20));
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-2"));
}

TEST_F(TargetMonitorTest, TellsWhatBecameOfATargetsHealth) {
  std::vector<std::string> told;
  room->monitor.health_changes().subscribe([&](const TargetHealthChanged& changed) {
    told.push_back(fmt::format("{} {}:{}", changed.target.id, changed.verdict.state, changed.verdict.reason));
  });
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  deregister_target("i-1");
  clock.advance(seconds(301));
  EXPECT_THAT(told, ElementsAre("i-1 initial:Elb.RegistrationInProgress", "i-1 initial:Elb.InitialHealthChecking",
                                "i-1 healthy:", "i-1 draining:Target.DeregistrationInProgress", "i-1 :"));
}

TEST_F(TargetMonitorTest, ADrainingTargetGetsNoRequestsAndIsGoneAfterItsDelay) {
  listen();
  for (const auto* id : {"i-1", "i-2"}) register_target(id);
  clock.advance(seconds(1));
  room->balancer.in_flight[routing_name(group)]["i-1:80"] = 1;

  deregister_target("i-1");
  EXPECT_EQ(health("i-1"), kSeenDraining);
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-2"));
  EXPECT_THAT(room->monitor.targets(group), ElementsAre(Target{"i-2", 80}));
  EXPECT_FALSE(room->monitor.drained(group, {"i-1", 80}));

  std::vector<std::string> changes;
  room->monitor.changes().subscribe([&](const TargetGroupChanged& changed) { changes.push_back(changed.arn); });
  room->balancer.in_flight.clear();
  clock.advance(seconds(2));
  EXPECT_TRUE(room->monitor.drained(group, {"i-1", 80}));
  EXPECT_THAT(changes, ElementsAre(group));
  EXPECT_EQ(health("i-1"), kSeenDraining) << "shown for the whole delay";

  clock.advance(seconds(297));
  EXPECT_THAT(listed(), ElementsAre("i-1 draining", "i-2 healthy"));
  clock.advance(seconds(1));
  EXPECT_THAT(listed(), ElementsAre("i-2 healthy"));
  EXPECT_EQ(health("i-1"), kNotRegistered);
}

TEST_F(TargetMonitorTest, RequestsThatOutliveTheDelayAreEnded) {
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  room->balancer.in_flight[routing_name(group)]["i-1:80"] = 1;
  deregister_target("i-1");
  clock.advance(seconds(299));
  EXPECT_FALSE(room->monitor.drained(group, {"i-1", 80}));
  EXPECT_THAT(room->balancer.aborted, IsEmpty());
  clock.advance(seconds(1));
  EXPECT_TRUE(room->monitor.drained(group, {"i-1", 80}));
  EXPECT_THAT(room->balancer.aborted, ElementsAre("i-1:80"));
}

TEST_F(TargetMonitorTest, ATargetThatNoLoadBalancerSendsToNeedNotDrain) {
  register_target("i-1");
  deregister_target("i-1");
  EXPECT_EQ(health("i-1"), kNotRegistered);
  EXPECT_TRUE(room->monitor.drained(group, {"i-1", 80}));

  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  deregister_target("i-1");
  room->service.DeleteLoadBalancer({.LoadBalancerArn = balancer});
  EXPECT_EQ(health("i-1"), kNotRegistered) << "its load balancer has gone meanwhile";
}

TEST_F(TargetMonitorTest, RegisteringADrainingTargetBringsItBack) {
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  deregister_target("i-1");
  register_target("i-1");
  EXPECT_EQ(health("i-1"), kSeenRegistering);
  clock.advance(minutes(10));
  EXPECT_EQ(health("i-1"), "healthy");
}

TEST_F(TargetMonitorTest, ATerminatedInstanceIsNotListedButRemembered) {
  listen();
  for (const auto* id : {"i-1", "i-2"}) register_target(id);
  clock.advance(seconds(1));
  set_state("i-1", InstanceState::kTerminated);
  EXPECT_THAT(listed(), ElementsAre("i-2 healthy"));
  clock.advance(seconds(0));
  EXPECT_THAT(room->balancer.servers(), ElementsAre("i-2"));
  EXPECT_EQ(health("i-1"), kSeenDraining);
  EXPECT_TRUE(room->monitor.drained(group, {"i-1", 80}));
  clock.advance(minutes(10));
  EXPECT_EQ(health("i-1"), kNotRegistered);
}

TEST_F(TargetMonitorTest, AStoppedInstanceIsUnusedAndChecksBeginAgainWithIt) {
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  set_state("i-1", InstanceState::kStopped);
  clock.advance(seconds(0));
  EXPECT_EQ(health("i-1"), "unused / Target.InvalidState / Target is in the stopped state");
  EXPECT_THAT(room->balancer.servers(), IsEmpty());
  const auto checks = room->prober.requests.size();
  clock.advance(minutes(1));
  EXPECT_EQ(room->prober.requests.size(), checks);
  set_state("i-1", InstanceState::kRunning);
  EXPECT_EQ(health("i-1"), kSeenRegistering);
  clock.advance(seconds(1));
  EXPECT_EQ(health("i-1"), "healthy");
}

TEST_F(TargetMonitorTest, ACheckFromBeforeAStopSaysNothingAboutTheInstanceAfterIt) {
  room->prober.replies[address("i-1")] = {ProbeReply::Kind::kTimedOut};
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  set_state("i-1", InstanceState::kStopped);
  room->prober.answer(address("i-1"), 200);
  set_state("i-1", InstanceState::kRunning);
  clock.advance(minutes(1));
  EXPECT_EQ(health("i-1"), "healthy");
}

TEST_F(TargetMonitorTest, ATargetInAZoneWithoutSubnetIsNotUsed) {
  instances.run("i-4", "us-west-2d");
  listen();
  register_target("i-4");
  clock.advance(seconds(1));
  EXPECT_EQ(health("i-4"),
            "unused / Target.NotInUse / Target is in an Availability Zone that is not enabled for the load balancer");
}

TEST_F(TargetMonitorTest, RegistersRunningInstancesOnly) {
  instances.run("i-5");
  instances.all["i-5"].state = InstanceState::kPending;
  for (const auto* id : {"i-5", "i-none"}) {
    try {
      register_target(id);
      ADD_FAILURE() << id;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "InvalidTarget");
      EXPECT_EQ(error.message(),
                "The following targets are not in a running state and cannot be registered: '" + std::string(id) + "'");
    }
  }
  EXPECT_THROW(room->monitor.register_target("arn:none", {"i-1", 80}), Error);
  EXPECT_EQ(health("i-none"), kNotRegistered);
  EXPECT_THAT(listed(), IsEmpty());
}

TEST_F(TargetMonitorTest, ARestartKeepsRegistrationsAndFindsHealthOutAgain) {
  listen();
  for (const auto* id : {"i-1", "i-2", "i-3"}) register_target(id);
  clock.advance(seconds(1));
  deregister_target("i-2");
  instances.all.erase("i-3");  // did not survive

  restart();

  EXPECT_EQ(health("i-1"), kSeenRegistering);
  EXPECT_THAT(listed(), ElementsAre("i-1 initial"));
  EXPECT_EQ(health("i-2"), kNotRegistered) << "its connections ended with the process";
  clock.advance(seconds(1));
  EXPECT_THAT(room->balancer.servers(), UnorderedElementsAre("i-1"));
}

TEST_F(TargetMonitorTest, WhatATransactionTakesBackNeverReachesTheBalancer) {
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  const int applied = room->balancer.applied;
  EXPECT_ANY_THROW(store.transaction([&] {
    room->monitor.deregister_target(group, {"i-1", 80});
    room->monitor.register_target(group, {"i-2", 80});
    EXPECT_EQ(health("i-1"), kSeenDraining);
    EXPECT_EQ(health("i-2"), kSeenRegistering);
    throw Error("InternalFailure", "The disk is full");
  }));
  EXPECT_THAT(listed(), ElementsAre("i-1 healthy"));
  EXPECT_EQ(health("i-2"), kNotRegistered);
  clock.advance(minutes(10));
  EXPECT_EQ(room->balancer.applied, applied);
  EXPECT_THAT(room->balancer.aborted, IsEmpty());
}

TEST_F(TargetMonitorTest, AChangeIsPassedOnOnceAndTheBalancerIsAskedOnlyForNews) {
  listen();
  register_target("i-1");
  clock.advance(seconds(1));
  const int applied = room->balancer.applied;
  int changes = 0;
  room->monitor.changes().subscribe([&](const TargetGroupChanged&) { ++changes; });
  clock.advance(minutes(10));
  EXPECT_EQ(changes, 0);
  EXPECT_EQ(room->balancer.applied, applied);
}

}  // namespace
}  // namespace aws::region::elbv2
