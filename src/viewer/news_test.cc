#include "viewer/news.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::viewer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

template <class Kind>
Kind read(const std::string& name, const std::string& data) {
  return std::get<Kind>(news_of({name, data}).value());
}

TEST(News, OfAPicture) {
  const auto picture = read<Picture>("picture", R"({
    "LoadBalancers": [{"LoadBalancerName": "lb", "DNSName": "127.31.0.9", "Scheme": "internet-facing",
      "State": {"Code": "active"}, "Listeners": [{"Port": 80, "Protocol": "HTTP", "DefaultActions": [
        {"Type": "forward", "TargetGroupArn": "arn:aws:elasticloadbalancing:us-west-2:1:targetgroup/tg/90e9"}]},
        {"Port": 81, "Protocol": "HTTP", "DefaultActions": [{"Type": "fixed-response"}]}]}],
    "TargetGroups": [{"TargetGroupArn": "arn:tg", "TargetGroupName": "tg", "Port": 80, "Targets": [
      {"Target": {"Id": "i-1", "Port": 80}, "TargetHealth": {"State": "unhealthy", "Reason": "Target.Timeout",
        "Description": "Request timed out"}, "Checks": {"Passes": 0, "Failures": 2, "Answer": "503", "Last": 1500}},
      {"Target": {"Id": "i-2", "Port": 80}, "TargetHealth": {"State": "unused"}}]}],
    "AutoScalingGroups": [{"AutoScalingGroupName": "asg", "DesiredCapacity": 2, "MinSize": 1, "MaxSize": 3,
      "Instances": [{"LifecycleState": "InService"}, {"LifecycleState": "InService"}, {"LifecycleState": "Pending"}],
      "Activities": [{"StartTime": 1.5E0, "StatusCode": "Successful", "Description": "Launching"}]}],
    "AvailabilityZones": ["us-west-2a"],
    "Instances": [{"InstanceId": "i-1", "AvailabilityZone": "us-west-2a", "State": "running"}]})");

  const auto& balancer = picture.load_balancers.at(0);
  EXPECT_EQ(balancer.name + balancer.state + balancer.dns_name + balancer.scheme, "lbactive127.31.0.9internet-facing");
  EXPECT_THAT(balancer.listeners, ElementsAre("HTTP on port 80 forwards to tg", "HTTP on port 81 fixed-response"));

  EXPECT_EQ(picture.target_groups.at(0).port, 80);
  const auto& targets = picture.target_groups.at(0).targets;
  ASSERT_EQ(targets.size(), 2U);
  EXPECT_EQ(targets[0].reason, "Target.Timeout");
  EXPECT_EQ(targets[0].answer, "503");
  EXPECT_EQ(targets[0].checked, from_milliseconds(1500));
  EXPECT_EQ(targets[1].health, "unused");
  EXPECT_FALSE(targets[1].checked);

  const auto& group = picture.scaling_groups.at(0);
  EXPECT_THAT(group.members, ElementsAre(Pair("InService", 2), Pair("Pending", 1)));
  EXPECT_EQ(group.activities.at(0).start, from_milliseconds(1500));
  EXPECT_EQ(picture.instances.at("i-1").zone, "us-west-2a");
}

TEST(News, OfAnEmptyRegion) {
  const auto picture = read<Picture>(
      "picture",
      R"({"LoadBalancers":[],"TargetGroups":[],"AutoScalingGroups":[],"AvailabilityZones":[],"Instances":[]})");
  EXPECT_THAT(picture.target_groups, IsEmpty());
}

TEST(News, OfVisits) {
  const auto visits = read<Visits>("visits", R"({"count": 3, "classes": {"2xx": 2, "none": 1}, "p50": 4, "p99": 9,
    "targets": [{"group": "arn:tg", "target": "i-1:80", "count": 2}], "at": 1500,
    "samples": [{"listener": "127.31.0.9:80", "group": "", "target": "", "status": 503, "milliseconds": 7,
      "client": "127.0.0.1", "method": "GET", "path": "/x"}]})");
  EXPECT_EQ(visits.at, from_milliseconds(1500));
  EXPECT_THAT(visits.classes, ElementsAre(Pair("2xx", 2), Pair("none", 1)));
  EXPECT_EQ(visits.targets.at({"arn:tg", "i-1:80"}), 2);
  EXPECT_EQ(visits.samples.at(0).status, 503);
  EXPECT_EQ(read<InFlight>("in-flight", R"([{"group": "arn:tg", "target": "i-1:80", "count": 5}])").counts.size(), 1U);
}

TEST(News, OfCallsWithTheStatementThatDecided) {
  const auto calls = read<Calls>("calls", R"({"count": 9, "denied": 1, "newest": [
    {"at": 1500, "service": "ec2", "operation": "RunInstances", "caller": "arn:aws:iam::1:user/a:b", "status": 403,
      "error": "UnauthorizedOperation", "denied": true, "microseconds": 120, "checks": [
        {"allowed": true, "why": "first"}, {"allowed": false, "why": "second"}]},
    {"at": 1600, "service": "sts", "operation": "GetCallerIdentity", "caller": "", "status": 200, "error": "",
      "denied": false, "microseconds": 30, "checks": []}]})");
  ASSERT_EQ(calls.newest.size(), 2U);
  EXPECT_EQ(calls.newest[0].caller, "user/a:b");
  EXPECT_EQ(calls.newest[0].answer, "UnauthorizedOperation");
  EXPECT_EQ(calls.newest[0].why, "second");
  EXPECT_TRUE(calls.newest[0].failed);
  EXPECT_EQ(calls.newest[1].answer, "200");
  EXPECT_EQ(calls.newest[1].why, "");
  EXPECT_EQ(calls.count, 9);
}

TEST(News, OfHappenings) {
  const auto happenings =
      read<Happenings>("happenings", R"([{"at": 1500, "kind": "instance", "subject": "i-1", "what": "running"}])");
  EXPECT_EQ(happenings.at(0).what, "running");
}

TEST(News, AreNotWhatWasKnownBefore) { EXPECT_FALSE(news_of({"timeline", "[]"})); }

TEST(News, OfAnotherVersionAreNotGuessed) {
  for (const char* data : {"", "[", "[]", "{}", R"({"Instances": 7})"}) {
    EXPECT_THROW(news_of({"picture", data}), Error) << data;
  }
}

}  // namespace
}  // namespace aws::viewer
