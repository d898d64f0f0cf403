#include "region/iam/policy/evaluation.h"

#include <gmock/gmock.h>

namespace aws::region::iam {
namespace {

Policy policy(const std::string& statements) {
  return Policy::of_identity(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}");
}

constexpr auto kAllowAll = R"({"Effect":"Allow","Action":"*","Resource":"*"})";
constexpr auto kDenyS3 = R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})";
constexpr auto kAllowSsm = R"({"Effect":"Allow","Action":"ssm:*","Resource":"*"})";

class EvaluationTest : public ::testing::Test {
 protected:
  Evaluation ask(const char* action) { return evaluate(held_, boundary_, {action, "*", nobody_}); }

  Policy both_ = policy(std::string(kAllowAll) + "," + kDenyS3);
  Policy ssm_ = policy(kAllowSsm);
  Policy deny_ = policy(kDenyS3);
  std::vector<HeldPolicy> held_ = {{"both", "user", &both_}};
  std::optional<std::vector<HeldPolicy>> boundary_;
  Context nobody_;
};

TEST_F(EvaluationTest, SaysWhichStatementsApply) {
  const auto allowed = ask("ec2:RunInstances");
  EXPECT_EQ(allowed.decision, Decision::kAllowed);
  ASSERT_EQ(allowed.said.size(), 1U);
  EXPECT_EQ(allowed.said[0].policy->name, "both");
  EXPECT_EQ(allowed.said[0].match.statement, 0U);
  const auto denied = ask("s3:GetObject");
  EXPECT_EQ(denied.decision, Decision::kDeniedExplicitly);
  EXPECT_EQ(denied.said.size(), 2U);
  EXPECT_EQ(denied.why(), "statement 2 of the user policy both denies it");
}

TEST_F(EvaluationTest, SaysThatNothingAllowsIt) {
  held_ = {{"ssm", "group", &ssm_}};
  EXPECT_EQ(ask("ec2:RunInstances").decision, Decision::kDeniedImplicitly);
  EXPECT_EQ(ask("ec2:RunInstances").why(), "no policy allows it");
}

TEST_F(EvaluationTest, ABoundaryCapsWhatIsAllowed) {
  boundary_ = {{"ssm", "user-managed", &ssm_}};
  EXPECT_EQ(ask("ssm:GetParameter").decision, Decision::kAllowed);
  EXPECT_EQ(ask("ssm:GetParameter").allowed_by_boundary, true);
  EXPECT_EQ(ask("ec2:RunInstances").decision, Decision::kDeniedImplicitly);
  EXPECT_EQ(ask("ec2:RunInstances").why(), "the permissions boundary does not allow it");
  boundary_ = {{"deny", "user-managed", &deny_}};
  EXPECT_EQ(ask("s3:GetObject").decision, Decision::kDeniedExplicitly);
}

}  // namespace
}  // namespace aws::region::iam
