#include "region/watch/picture/interventions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/autoscaling.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/watch/picture/picture.h"

namespace aws::region::watch {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class NobodyBalances final : public Balancing {
 public:
  void watch(std::function<void(const Visit&)>) override {}
  void count(std::function<void(const std::map<TargetName, int>&)>) override {}
  std::optional<TargetChecks> checks(const TargetName&) const override { return std::nullopt; }
};

// A region with experiments EXP0, EXP1, ..., each newer than the one before, which lists two on a page.
class InterventionsTest : public ::testing::Test {
 protected:
  explicit InterventionsTest() {
    handlers_.on(fis::operations::ListExperiments, this, &InterventionsTest::list);
    handlers_.on(fis::operations::GetExperiment, this, &InterventionsTest::get);
    empty<fis::ListExperimentTemplatesResponse>(fis::operations::ListExperimentTemplates);
    empty<zonalshift::ListManagedResourcesResponse>(zonalshift::operations::ListManagedResources);
    empty<zonalshift::ListZonalShiftsResponse>(zonalshift::operations::ListZonalShifts);
    empty<elbv2::DescribeLoadBalancersResponse>(elbv2::operations::DescribeLoadBalancers);
    empty<elbv2::DescribeTargetGroupsResponse>(elbv2::operations::DescribeTargetGroups);
    empty<autoscaling::DescribeAutoScalingGroupsResponse>(autoscaling::operations::DescribeAutoScalingGroups);
    empty<ec2::DescribeInstancesResponse>(ec2::operations::DescribeInstances);
    answer<ec2::DescribeAvailabilityZonesResponse>(
        ec2::operations::DescribeAvailabilityZones,
        {.AvailabilityZones = {{.ZoneName = "us-west-2a", .ZoneId = "usw2-az2"}}});
    answer<ec2::DescribeSubnetsResponse>(
        ec2::operations::DescribeSubnets,
        {.Subnets = {{.AvailabilityZone = "us-west-2a", .DefaultForAz = true, .SubnetId = "subnet-1"}}});
  }
  template <class Response>
  void empty(const contract::Operation& operation) {
    answer<Response>(operation, {});
  }
  template <class Response>
  void answer(const contract::Operation& operation, const Response& response) {
    handlers_.on(operation, [response](const contract::Call&, const void*, void* output) {
      *static_cast<Response*>(output) = response;
    });
  }
  fis::ListExperimentsResponse list(const fis::ListExperimentsRequest& request) {
    fis::ListExperimentsResponse page;
    auto number = static_cast<std::size_t>(std::stoi(request.nextToken.value_or("0")));
    for (int i = 0; i < 2 && number < states_.size(); ++i, ++number) {
      page.experiments.push_back({.id = "EXP" + std::to_string(number),
                                  .state = fis::ExperimentState{.status = states_[number]},
                                  .creationTime = from_milliseconds(static_cast<std::int64_t>(number))});
    }
    if (number < states_.size()) page.nextToken = std::to_string(number);
    return page;
  }
  fis::GetExperimentResponse get(const fis::GetExperimentRequest& request) {
    asked_.push_back(*request.id);
    const auto number = static_cast<std::size_t>(std::stoi(request.id->substr(3)));
    return {.experiment = fis::Experiment{.id = request.id, .state = fis::ExperimentState{.status = states_[number]}}};
  }
  std::string picture() { return Picture(handlers_, balancing_).draw(reader_.read()); }

  contract::Handlers handlers_;
  NobodyBalances balancing_;
  InterventionReader reader_{handlers_};
  std::vector<std::string> states_;
  std::vector<std::string> asked_;
};

TEST_F(InterventionsTest, ExperimentsAreReadFromAllPagesTheNewestFirst) {
  states_ = {"running", "completed", "failed", "stopped", "initiating"};
  const auto found = reader_.read();
  std::vector<std::string> ids;
  for (const auto& experiment : found.experiments) ids.push_back(*experiment.id);
  EXPECT_THAT(ids, ElementsAre("EXP4", "EXP3", "EXP2", "EXP1", "EXP0"));
  asked_.clear();
  reader_.read();
  EXPECT_THAT(asked_, ElementsAre("EXP4", "EXP0")) << "the others do not change any more";
}

TEST_F(InterventionsTest, OfExperimentsThatHaveEndedTheNewestAreShown) {
  states_ = {"running", "completed", "completed"};
  states_.resize(12, "failed");
  const auto drawn = picture();
  EXPECT_THAT(drawn, HasSubstr(R"("id":"EXP0","state":{"status":"running")"));
  EXPECT_THAT(drawn, HasSubstr(R"("id":"EXP2","state":{"status":"completed")"));
  EXPECT_THAT(drawn, Not(HasSubstr(R"("id":"EXP1",)")));
}

TEST_F(InterventionsTest, ZonesAreToldWithTheirIdsAndSubnets) {
  const auto drawn = picture();
  EXPECT_THAT(drawn, HasSubstr(R"("AvailabilityZoneIds":{"us-west-2a":"usw2-az2"})"));
  EXPECT_THAT(
      drawn, HasSubstr(R"({"SubnetId":"subnet-1","SubnetArn":"","AvailabilityZone":"us-west-2a","DefaultForAz":true)"));
}

}  // namespace
}  // namespace aws::region::watch
