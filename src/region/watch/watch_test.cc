#include "region/watch/watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/autoscaling.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/fis.h"
#include "contract/handlers.h"
#include "contract/zonalshift.h"
#include "testing/simulated_clock.h"

namespace aws::region::watch {
namespace {

using namespace std::chrono_literals;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class OneBalancer final : public Balancing {
 public:
  void watch(std::function<void(const Visit&)> told) override { tell = std::move(told); }
  void count(std::function<void(const std::map<TargetName, int>&)> done) override { done({{{"arn", "i-1:80"}, 3}}); }
  std::optional<TargetChecks> checks(const TargetName& target) const override {
    if (target.target != "i-1:80") return std::nullopt;
    return TargetChecks{.passes = 0, .failures = 1, .last = Timestamp(5ms), .answer = "503"};
  }
  std::function<void(const Visit&)> tell;
};

class NoInstances final : public Instances {
 public:
  std::map<std::string, std::string, std::less<>> metadata(const std::string&) const override { return {}; }
};

// A region with one target, which counts what is asked of it.
class WatchTest : public ::testing::Test {
 protected:
  WatchTest() {
    answer<elbv2::DescribeTargetGroupsResponse>(
        elbv2::operations::DescribeTargetGroups,
        {.TargetGroups = {{.TargetGroupArn = "arn", .TargetGroupName = "books", .HealthCheckIntervalSeconds = 10}}});
    answer<elbv2::DescribeTargetHealthResponse>(
        elbv2::operations::DescribeTargetHealth,
        {.TargetHealthDescriptions = {{.Target = elbv2::TargetDescription{.Id = "i-1", .Port = 80},
                                       .TargetHealth = elbv2::TargetHealth{.State = "healthy"}}}});
    answer<elbv2::DescribeLoadBalancersResponse>(elbv2::operations::DescribeLoadBalancers, {});
    answer<autoscaling::DescribeAutoScalingGroupsResponse>(autoscaling::operations::DescribeAutoScalingGroups, {});
    answer<ec2::DescribeInstancesResponse>(
        ec2::operations::DescribeInstances,
        {.Reservations = {{.Instances = {{.InstanceId = "i-1", .State = ec2::InstanceState{.Name = "running"}}}}}});
    answer<ec2::DescribeAvailabilityZonesResponse>(ec2::operations::DescribeAvailabilityZones, {});
    answer<ec2::DescribeSubnetsResponse>(ec2::operations::DescribeSubnets, {});
    answer<fis::ListExperimentsResponse>(fis::operations::ListExperiments, {});
    answer<fis::ListExperimentTemplatesResponse>(fis::operations::ListExperimentTemplates, {});
    answer<zonalshift::ListManagedResourcesResponse>(zonalshift::operations::ListManagedResources, {});
    answer<zonalshift::ListZonalShiftsResponse>(zonalshift::operations::ListZonalShifts, {});
  }
  // The only experiment that there is.
  void experiment_is(const std::string& status, std::optional<Timestamp> end = std::nullopt) {
    const auto start = clock_.now();
    answer<fis::ListExperimentsResponse>(
        fis::operations::ListExperiments,
        {.experiments = {
             {.id = "EXP1", .state = fis::ExperimentState{.status = status}, .creationTime = from_milliseconds(1)}}});
    answer<fis::GetExperimentResponse>(
        fis::operations::GetExperiment,
        {.experiment = fis::Experiment{.id = "EXP1",
                                       .state = fis::ExperimentState{.status = status, .reason = "because"},
                                       .actions = {{"pause", {.actionId = "aws:fis:wait"}}},
                                       .startTime = start,
                                       .endTime = end}});
  }
  template <class Response>
  void answer(const contract::Operation& operation, const Response& response) {
    handlers_.on(operation, [this, response](const contract::Call&, const void*, void* output) {
      ++asked_;
      *static_cast<Response*>(output) = response;
    });
  }
  std::shared_ptr<http::Stream> open() {
    auto stream = watch_.answer({.target = "/_ui/events", .headers = {{"Host", "localhost"}}}).stream;
    listen(*stream);
    return stream;
  }
  void listen(http::Stream& stream) {
    stream.next([this, &stream](const std::string& part) {
      heard_ += part;
      listen(stream);
    });
  }

  testing::SimulatedClock clock_;
  contract::Handlers handlers_;
  OneBalancer balancer_;
  NoInstances instances_;
  Watch watch_{Watch::Parts{.clock = clock_,
                            .timers = clock_,
                            .services = handlers_,
                            .balancing = balancer_,
                            .instances = instances_,
                            .gateway = Gateway({.place = {}, .clock = clock_, .credentials = {}, .region = {}}),
                            .token = "secret"}};
  int asked_ = 0;
  std::string heard_;
};

TEST_F(WatchTest, AsksForNothingWhileNobodyLooks) {
  watch_.happened({"instance", "i-1", "running"});
  clock_.advance(1h);
  EXPECT_EQ(asked_, 0);
  EXPECT_FALSE(balancer_.tell);
  EXPECT_FALSE(watch_.attentive());
}

TEST_F(WatchTest, ShowsHowThingsAreAndHowTheyCameAbout) {
  watch_.happened({"instance", "i-1", "running"});
  const auto page = open();
  EXPECT_THAT(heard_, HasSubstr("event: picture\ndata: {"));
  EXPECT_THAT(heard_, HasSubstr(R"("TargetGroupName":"books")"));
  EXPECT_THAT(heard_, HasSubstr(R"("Checks":{"Passes":0,"Failures":1,"Answer":"503","Last":5})"));
  EXPECT_THAT(heard_, HasSubstr(R"({"InstanceId":"i-1")"));
  EXPECT_THAT(heard_, ContainsRegex("event: timeline\ndata: .*\"what\":\"running\""));
}

TEST_F(WatchTest, TellsWhatIsNewFourTimesASecond) {
  const auto page = open();
  balancer_.tell({.listener = "127.31.0.4:80", .target = {"arn", "i-1:80"}, .status = 502, .took = 7ms});
  watch_.happened({"target", "i-1:80", "unhealthy"});
  heard_.clear();
  clock_.advance(250ms);
  EXPECT_THAT(heard_, HasSubstr(R"("classes":{"5xx":1},"p50":7,"p99":7)"));
  EXPECT_THAT(heard_, ContainsRegex("event: happenings\ndata: .*unhealthy"));
  heard_.clear();
  clock_.advance(750ms);
  EXPECT_THAT(heard_, HasSubstr("event: in-flight\ndata: [{\"group\":\"arn\",\"target\":\"i-1:80\",\"count\":3}]"));
  EXPECT_THAT(heard_, Not(HasSubstr("event: picture"))) << "nothing in it has changed";
}

TEST_F(WatchTest, WhoeverComesLateHearsNothingTwice) {
  const auto first = open();
  watch_.happened({"target", "i-1:80", "unhealthy"});
  heard_.clear();
  const auto second = watch_.answer({.target = "/_ui/events", .headers = {{"Host", "localhost"}}}).stream;
  EXPECT_THAT(heard_, HasSubstr("event: happenings")) << "the first hears it at once";
  heard_.clear();
  listen(*second);
  clock_.advance(250ms);
  EXPECT_THAT(heard_, HasSubstr("unhealthy"));
  EXPECT_THAT(heard_, Not(HasSubstr("event: happenings")));
}

TEST_F(WatchTest, RestsAgainWhenTheLastHasLeft) {
  auto page = open();
  EXPECT_TRUE(watch_.attentive());
  page.reset();
  EXPECT_FALSE(watch_.attentive());
  EXPECT_FALSE(balancer_.tell);
  asked_ = 0;
  clock_.advance(1h);
  EXPECT_EQ(asked_, 0);
}

TEST_F(WatchTest, TellsWhenAnExperimentStartsAndEnds) {
  const auto page = open();
  experiment_is("running");
  clock_.advance(1250ms);
  EXPECT_THAT(heard_, ContainsRegex("event: picture\ndata: .*\"Experiments\":\\[\\{\"id\":\"EXP1\""));
  EXPECT_THAT(heard_, HasSubstr(R"("kind":"experiment","subject":"EXP1","what":"started: aws:fis:wait")"));
  heard_.clear();
  experiment_is("failed", clock_.now());
  clock_.advance(1250ms);
  EXPECT_THAT(heard_, HasSubstr(R"("what":"failed: because")"));
  EXPECT_THAT(heard_, Not(HasSubstr("started")));
}

TEST_F(WatchTest, TellsOfAnExperimentThatNobodyWatched) {
  experiment_is("completed", clock_.now() + 1s);
  clock_.advance(1h);
  watch_.happened({"instance", "i-1", "running"});
  const auto page = open();
  EXPECT_THAT(heard_, ContainsRegex("event: timeline\ndata: .*started.*completed.*running")) << "in this order";
}

TEST_F(WatchTest, AsksOnceForAnExperimentThatHasEnded) {
  experiment_is("completed", clock_.now());
  const auto page = open();
  handlers_.on(fis::operations::GetExperiment,
               [](const contract::Call&, const void*, void*) { FAIL() << "it is as it was"; });
  clock_.advance(5s);
  EXPECT_THAT(heard_, HasSubstr("EXP1"));
}

}  // namespace
}  // namespace aws::region::watch
