// The policy of docs/aws-permissions.json is enough for the whole workflow, and the region would say if it were not.
#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <sstream>

#include "contract/iam.h"
#include "contract/sts.h"
#include "scenario/recorded_console.h"
#include "scenario/simulated_world.h"
#include "scenario/workflow/workflow.h"

namespace aws {
namespace {

using ::testing::HasSubstr;

constexpr const char* kAnyoneHere =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"},
        "Action": "sts:AssumeRole"}]})";

std::string documented_policy() {
  std::ifstream file(PERMISSIONS);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Permissions : public ::testing::Test {
 protected:
  Permissions() {
    spdlog::set_level(spdlog::level::err);
    world_.start_region();
  }

  // As somebody who may do what the policy allows and nothing else.
  bool run_with(const std::string& policy) {
    const auto administrator = world_.connect();
    auto apis = administrator->apis();
    const auto role = apis.iam.CreateRole({.RoleName = "careful", .AssumeRolePolicyDocument = kAnyoneHere});
    const auto made = apis.iam.CreatePolicy({.PolicyName = "careful", .PolicyDocument = policy});
    apis.iam.AttachRolePolicy({.RoleName = "careful", .PolicyArn = made.Policy->Arn});
    const auto session = apis.sts.AssumeRole({.RoleArn = role.Role->Arn, .RoleSessionName = "test"}).Credentials;
    const auto careful =
        world_.connect({.credentials = std::make_shared<client::StaticCredentials>(sigv4::Credentials{
                            *session->AccessKeyId, *session->SecretAccessKey, *session->SessionToken})});
    Apis permitted = careful->apis();
    scenario::Workflow workflow({.apis = permitted,
                                 .clock = world_.clock(),
                                 .console = console_,
                                 .http = world_,
                                 .own_address = scenario::fixed_address("127.0.0.1")},
                                {.only_aws_stages = true, .resources = RESOURCES, .automatic = true});
    return workflow.run();
  }

  testing::SimulatedWorld world_;
  testing::RecordedConsole console_;
};

TEST_F(Permissions, ThoseDocumentedAreEnough) { EXPECT_TRUE(run_with(documented_policy())) << console_.said; }

TEST_F(Permissions, OneLessIsNot) {
  std::string policy = documented_policy();
  const std::string action = "autoscaling:AttachLoadBalancerTargetGroups";
  policy.replace(policy.find(action), action.size(), "autoscaling:DescribeTags");
  EXPECT_FALSE(run_with(policy));
  EXPECT_THAT(console_.said, HasSubstr("is not authorized to perform: " + action));
}

}  // namespace
}  // namespace aws
