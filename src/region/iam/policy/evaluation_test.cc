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
  Evaluation ask(const char* action) { return evaluate(has_, {action, "*", nobody_}); }

  Policy both_ = policy(std::string(kAllowAll) + "," + kDenyS3);
  Policy ssm_ = policy(kAllowSsm);
  Policy deny_ = policy(kDenyS3);
  HeldPolicies has_{.policies = {{"both", "user", &both_}}, .boundary = {}, .session = {}};
  Context nobody_;
};

TEST_F(EvaluationTest, SaysWhichStatementsApply) {
  const auto allowed = ask("ec2:RunInstances");
  EXPECT_EQ(allowed.decision, Decision::kAllowed);
  ASSERT_EQ(allowed.said.size(), 1U);
  EXPECT_EQ(allowed.said[0].policy->name, "both");
  EXPECT_EQ(allowed.said[0].match.statement, 0U);
  EXPECT_EQ(allowed.why(), "statement 1 of the user policy both allows it");
  const auto denied = ask("s3:GetObject");
  EXPECT_EQ(denied.decision, Decision::kDeniedExplicitly);
  EXPECT_EQ(denied.said.size(), 2U);
  EXPECT_EQ(denied.why(), "statement 2 of the user policy both denies it");
}

TEST_F(EvaluationTest, SaysThatNothingAllowsIt) {
  has_.policies = {{"ssm", "group", &ssm_}};
  EXPECT_EQ(ask("ec2:RunInstances").decision, Decision::kDeniedImplicitly);
  EXPECT_EQ(ask("ec2:RunInstances").why(), "no policy allows it");
}

TEST_F(EvaluationTest, ABoundaryCapsWhatIsAllowed) {
  has_.boundary = {{"ssm", "user-managed", &ssm_}};
  EXPECT_EQ(ask("ssm:GetParameter").decision, Decision::kAllowed);
  EXPECT_EQ(ask("ssm:GetParameter").allowed_by_boundary, true);
  EXPECT_EQ(ask("ec2:RunInstances").decision, Decision::kDeniedImplicitly);
  EXPECT_EQ(ask("ec2:RunInstances").why(), "the permissions boundary does not allow it");
  has_.boundary = {{"deny", "user-managed", &deny_}};
  EXPECT_EQ(ask("s3:GetObject").decision, Decision::kDeniedExplicitly);
}

TEST_F(EvaluationTest, ASessionMayNoMoreThanItsPolicies) {
  has_.session = {{"inline", "session", &ssm_}};
  EXPECT_EQ(ask("ssm:GetParameter").decision, Decision::kAllowed);
  const auto beyond = ask("ec2:RunInstances");
  EXPECT_EQ(beyond.decision, Decision::kDeniedImplicitly);
  EXPECT_EQ(beyond.by, "session policy");
  EXPECT_EQ(beyond.why(), "the session policy does not allow it");
  has_.session = {{"inline", "session", &deny_}};
  EXPECT_EQ(ask("s3:GetObject").by, "identity-based policy");  // it denies that too, and comes first
  has_.policies = {{"ssm", "role", &ssm_}};
  EXPECT_EQ(ask("s3:GetObject").by, "session policy");
  EXPECT_EQ(ask("s3:GetObject").why(), "statement 1 of the session policy inline denies it");
  EXPECT_EQ(ask("ec2:RunInstances").by, "identity-based policy");
}

// What a table's own policy says of user ann or of role web, in an account that has both.
class ResourcePolicyTest : public EvaluationTest {
 protected:
  void say(const std::string& effect, const std::string& principal) {
    said_ = Policy::of_resource(R"({"Statement":{"Effect":")" + effect + R"(","Principal":)" + principal +
                                R"(,"Action":"dynamodb:GetItem","Resource":"*"}})");
    has_.resource = {{.held = {"of its own", "resource", &said_},
                      .caller = "arn:aws:sts::123456789012:assumed-role/web/i-1",
                      .role = "arn:aws:iam::123456789012:role/web",
                      .account = "123456789012",
                      .root = "arn:aws:iam::123456789012:root"}};
  }
  Policy said_ = policy(kAllowAll);
};

TEST_F(ResourcePolicyTest, AllowsWhatNoOtherAllows) {
  has_.policies.clear();
  EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kDeniedImplicitly);
  say("Allow", R"({"AWS":"arn:aws:iam::123456789012:role/web"})");
  EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kAllowed);
  EXPECT_EQ(ask("dynamodb:PutItem").decision, Decision::kDeniedImplicitly);
  say("Allow", R"({"AWS":"arn:aws:iam::123456789012:role/other"})");
  EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kDeniedImplicitly);
  say("Allow", R"({"AWS":"123456789012"})");
  EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kDeniedImplicitly) << "the account gives it on, or does not";
}

TEST_F(ResourcePolicyTest, DeniesWhatOthersAllow) {
  for (const auto* principal : {R"("*")", R"({"AWS":"arn:aws:iam::123456789012:root"})"}) {
    say("Deny", principal);
    EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kDeniedExplicitly);
    EXPECT_EQ(ask("dynamodb:GetItem").by, "resource-based policy");
    EXPECT_EQ(ask("dynamodb:GetItem").why(), "statement 1 of the resource policy of its own denies it");
  }
}

TEST_F(ResourcePolicyTest, IsCappedUnlessItNamesTheCallerItself) {
  has_.policies.clear();
  has_.session = {{"inline", "session", &ssm_}};
  say("Allow", R"({"AWS":"arn:aws:iam::123456789012:role/web"})");
  EXPECT_EQ(ask("dynamodb:GetItem").by, "session policy");
  EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kDeniedImplicitly);
  say("Allow", R"({"AWS":"arn:aws:sts::123456789012:assumed-role/web/i-1"})");
  EXPECT_EQ(ask("dynamodb:GetItem").decision, Decision::kAllowed);
}

}  // namespace
}  // namespace aws::region::iam
