// The whole workflow against a whole region, on simulated time: everything is real but the machine.
#include <gmock/gmock.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "contract/autoscaling.h"
#include "contract/elbv2.h"
#include "scenario/recorded_console.h"
#include "scenario/simulated_world.h"
#include "scenario/workflow/workflow.h"

namespace aws {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class InProcess : public ::testing::Test {
 protected:
  InProcess() {
    auto errors_only = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_st>(log_));
    errors_only->set_level(spdlog::level::err);
    spdlog::set_default_logger(std::move(errors_only));
    world_.start_region();
    clients_ = world_.connect();
  }

  void TearDown() override { EXPECT_THAT(log_.str(), IsEmpty()) << "nobody expected an error in the log"; }

  Apis apis() { return clients_->apis(); }

  scenario::Workflow workflow(bool automatic) {
    apis_.emplace(clients_->apis());
    return scenario::Workflow({.apis = *apis_,
                               .clock = world_.clock(),
                               .console = console_,
                               .http = world_,
                               .own_address = scenario::fixed_address("127.0.0.1")},
                              {.only_aws_stages = true, .resources = RESOURCES, .automatic = automatic});
  }

  std::size_t healthy_targets() {
    const auto groups = apis().elbv2.DescribeTargetGroups({});
    std::size_t healthy = 0;
    const auto health = apis().elbv2.DescribeTargetHealth({.TargetGroupArn = groups.TargetGroups.at(0).TargetGroupArn});
    for (const auto& target : health.TargetHealthDescriptions) healthy += target.TargetHealth->State == "healthy";
    return healthy;
  }

  std::ostringstream log_;
  testing::SimulatedWorld world_;
  std::unique_ptr<client::Clients> clients_;
  std::optional<Apis> apis_;
  testing::RecordedConsole console_;
};

TEST_F(InProcess, EveryStageShowsWhatItMust) {
  auto workflow = this->workflow(true);
  EXPECT_TRUE(workflow.run()) << console_.said;
  EXPECT_THAT(workflow.report().stages, AllOf(SizeIs(8), Each(Field(&scenario::StageResult::ok, true))))
      << console_.said;
  EXPECT_EQ(world_.running_servers(), 0U);
}

TEST_F(InProcess, SaysWhatTheSpecificationSays) {
  auto workflow = this->workflow(true);
  workflow.run();
  const std::string& text = console_.said;
  for (const char* line : {
           "INFO: Table doc-example-recommendation-service created.",
           "INFO: Created policy with ARN arn:aws:iam::123456789012:policy/doc-example-resilience-pol.",
           "INFO: Created launch template doc-example-resilience-template for AMI ami-",
           "INFO: Created EC2 Auto Scaling group doc-example-resilience-group with availability zones "
           "['us-west-2a', 'us-west-2b', 'us-west-2c', 'us-west-2d'].",
           "INFO: Found 4 subnets for the specified zones.",
           "INFO: Load balancer is available!",
           "Couldn't connect to the load balancer, verifying that the port is open...",
           "INFO: Setting demo parameter doc-example-resilient-architecture-table to 'this-is-not-a-table'.",
           "INFO: Setting demo parameter doc-example-resilient-architecture-failure-response to 'static'.",
           "INFO: Replaced instance profile for association iip-assoc-",
           "Target.ResponseCodeMismatch: Health checks failed with these codes: [503]",
           "Target.DeregistrationInProgress: Target deregistration is in progress",
           "INFO: Detached and deleted policy doc-example-resilience-bc-pol.",
           "INFO: Table doc-example-recommendation-service deleted.",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST_F(InProcess, APersonTakesEveryChoice) {
  auto workflow = this->workflow(false);
  EXPECT_TRUE(workflow.deploy()) << console_.said;
  // Each stage: a GET, the health, on. Enter or "y" elsewhere.
  for (int stage = 0; stage < 7; ++stage) console_.answers.insert(console_.answers.end(), {"1", "2", "3"});
  EXPECT_TRUE(workflow.demo()) << console_.said;
  EXPECT_TRUE(workflow.destroy()) << console_.said;
  EXPECT_THAT(console_.said, HasSubstr("GET http://127.31."));
}

TEST_F(InProcess, ARegionThatWasKilledComesBackByItself) {
  auto workflow = this->workflow(true);
  ASSERT_TRUE(workflow.deploy()) << console_.said;
  ASSERT_TRUE(world_.clock().advance_until([&] { return healthy_targets() == 3; }, std::chrono::minutes(5)));
  const auto balancer = apis().elbv2.DescribeLoadBalancers({}).LoadBalancers.at(0);

  world_.stop_region();
  world_.start_region();

  EXPECT_TRUE(world_.clock().advance_until([&] { return healthy_targets() == 3; }, std::chrono::minutes(5)));
  EXPECT_EQ(apis().elbv2.DescribeLoadBalancers({}).LoadBalancers.at(0), balancer);
  EXPECT_EQ(world_.get("http://" + *balancer.DNSName).status, 200);
  EXPECT_TRUE(workflow.clean_up()) << console_.said;
}

TEST_F(InProcess, DestroyWorksOnNothingAndTwice) {
  auto workflow = this->workflow(true);
  EXPECT_TRUE(workflow.clean_up()) << console_.said;
  ASSERT_TRUE(workflow.deploy()) << console_.said;
  EXPECT_TRUE(workflow.clean_up()) << console_.said;
  EXPECT_TRUE(workflow.clean_up()) << console_.said;
}

}  // namespace
}  // namespace aws
