// What a role may follows its policies as they are now: attached and inline ones, and of a managed policy the version
// that is the default.
#include <gmock/gmock.h>

#include "region/iam/iam_service.h"
#include "region/iam/permissions.h"
#include "region/iam/refusal.h"
#include "testing/simulated_clock.h"

namespace aws::region::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kRoleTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
constexpr auto kRolePolicyArn = "arn:aws:iam::123456789012:policy/pol";

std::string allow(const std::string& action) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":")" + action + R"(","Resource":"*"}]})";
}

class RolePoliciesTest : public ::testing::Test {
 protected:
  RolePoliciesTest() {
    restart();
    iam_.CreateRole({.RoleName = "role", .AssumeRolePolicyDocument = kRoleTrust});
  }

  // What remains is the store.
  void restart() {
    store_ = std::make_unique<IamStore>(disk_, Place{}, clock_, random_);
    identities_ = std::make_unique<Identities>(disk_, *store_, Place{}, clock_, random_);
    permissions_ = std::make_unique<Permissions>(*store_, Place{}, clock_);
    service_ = std::make_unique<IamService>(*store_, *identities_, *permissions_);
    service_->serve(handlers_);
  }
  bool may(const std::string& action) {
    const auto* role = store_->find_role("role");
    const Principal session{"arn:aws:sts::123456789012:assumed-role/role/night", role->id + ":night"};
    return permissions_->decide(session, action, "*") == Decision::kAllowed;
  }
  void create_policy() {
    iam_.CreatePolicy({.PolicyName = "pol", .PolicyDocument = allow("ssm:GetParameter")});
    iam_.AttachRolePolicy({.RoleName = "role", .PolicyArn = kRolePolicyArn});
  }
  void add_version(const std::string& action, bool as_default) {
    iam_.CreatePolicyVersion(
        {.PolicyArn = kRolePolicyArn, .PolicyDocument = allow(action), .SetAsDefault = as_default});
  }
  std::vector<std::string> versions() {
    std::vector<std::string> all;
    for (const auto& version : iam_.ListPolicyVersions({.PolicyArn = kRolePolicyArn}).Versions) {
      all.push_back(*version.VersionId + (*version.IsDefaultVersion ? "*" : ""));
    }
    return all;
  }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store disk_;
  contract::Handlers handlers_;
  std::unique_ptr<IamStore> store_;
  std::unique_ptr<Identities> identities_;
  std::unique_ptr<IamService> service_;
  std::unique_ptr<Permissions> permissions_;
  aws::iam::Api iam_{handlers_};
};

TEST_F(RolePoliciesTest, AnInlinePolicyCountsFromTheNextCallOn) {
  EXPECT_FALSE(may("ssm:GetParameter"));
  iam_.PutRolePolicy({.RoleName = "role", .PolicyName = "in", .PolicyDocument = allow("ssm:GetParameter")});
  EXPECT_TRUE(may("ssm:GetParameter"));
  iam_.PutRolePolicy({.RoleName = "role", .PolicyName = "in", .PolicyDocument = allow("ssm:PutParameter")});
  EXPECT_FALSE(may("ssm:GetParameter"));
  restart();
  EXPECT_TRUE(may("ssm:PutParameter"));
  EXPECT_THAT(iam_.ListRolePolicies({.RoleName = "role"}).PolicyNames, ElementsAre("in"));
  EXPECT_EQ(refusal([&] { iam_.DeleteRole({.RoleName = "role"}); }),
            "409 DeleteConflict: Cannot delete entity, must delete policies first.");
  iam_.DeleteRolePolicy({.RoleName = "role", .PolicyName = "in"});
  EXPECT_FALSE(may("ssm:PutParameter"));
  EXPECT_EQ(refusal([&] { iam_.GetRolePolicy({.RoleName = "role", .PolicyName = "in"}); }),
            "404 NoSuchEntity: The role policy with name in cannot be found.");
}

TEST_F(RolePoliciesTest, InlinePoliciesOfARoleHaveALimitTogether) {
  const auto put = [&](const std::string& name) {
    iam_.PutRolePolicy(
        {.RoleName = "role", .PolicyName = name, .PolicyDocument = allow(std::string(6000, 'x') + ":*")});
  };
  put("one");
  EXPECT_EQ(refusal([&] { put("two"); }),
            "409 LimitExceeded: Maximum policy size of 10240 bytes exceeded for role role");
  EXPECT_THAT(iam_.ListRolePolicies({.RoleName = "role"}).PolicyNames, ElementsAre("one"));
}

TEST_F(RolePoliciesTest, OfAManagedPolicyTheDefaultVersionCounts) {
  create_policy();
  add_version("ssm:PutParameter", false);
  EXPECT_TRUE(may("ssm:GetParameter"));
  EXPECT_FALSE(may("ssm:PutParameter"));
  iam_.SetDefaultPolicyVersion({.PolicyArn = kRolePolicyArn, .VersionId = "v2"});
  EXPECT_FALSE(may("ssm:GetParameter"));
  EXPECT_TRUE(may("ssm:PutParameter"));
  add_version("ec2:RunInstances", true);
  restart();
  EXPECT_TRUE(may("ec2:RunInstances"));
  EXPECT_THAT(versions(), ElementsAre("v3*", "v2", "v1"));
  iam_.SetDefaultPolicyVersion({.PolicyArn = kRolePolicyArn, .VersionId = "v1"});
  EXPECT_TRUE(may("ssm:GetParameter"));
  EXPECT_EQ(iam_.GetPolicy({.PolicyArn = kRolePolicyArn}).Policy->DefaultVersionId, "v1");
}

TEST_F(RolePoliciesTest, VersionsAreFiveAtMostAndNumbersAreNotUsedAgain) {
  create_policy();
  for (int i = 0; i < 4; ++i) add_version("ssm:*", false);
  EXPECT_EQ(refusal([&] { add_version("ssm:*", false); }),
            "409 LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version, you must "
            "delete an existing version.");
  iam_.DeletePolicyVersion({.PolicyArn = kRolePolicyArn, .VersionId = "v5"});
  add_version("ssm:*", false);
  EXPECT_THAT(versions(), ElementsAre("v6", "v4", "v3", "v2", "v1*"));
  EXPECT_EQ(refusal([&] { iam_.DeletePolicyVersion({.PolicyArn = kRolePolicyArn, .VersionId = "v1"}); }),
            "409 DeleteConflict: Cannot delete the default version of a policy.");
  EXPECT_EQ(refusal([&] { iam_.GetPolicyVersion({.PolicyArn = kRolePolicyArn, .VersionId = "v5"}); }),
            "404 NoSuchEntity: Policy arn:aws:iam::123456789012:policy/pol version v5 does not exist or is not "
            "attachable.");
}

TEST_F(RolePoliciesTest, APolicyGoesWithItsLastVersionOnly) {
  create_policy();
  add_version("ssm:*", true);
  iam_.DetachRolePolicy({.RoleName = "role", .PolicyArn = kRolePolicyArn});
  EXPECT_EQ(refusal([&] { iam_.DeletePolicy({.PolicyArn = kRolePolicyArn}); }).substr(0, 65),
            "409 DeleteConflict: This policy has more than one version. Before");
  iam_.DeletePolicyVersion({.PolicyArn = kRolePolicyArn, .VersionId = "v1"});
  iam_.DeletePolicy({.PolicyArn = kRolePolicyArn});
  EXPECT_THAT(iam_.ListPolicies({.Scope = "Local"}).Policies, IsEmpty());
}

TEST_F(RolePoliciesTest, AwssOwnPoliciesAreNobodysToChange) {
  const std::string arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  for (const auto& change : std::vector<std::function<void()>>{
           [&] { iam_.CreatePolicyVersion({.PolicyArn = arn, .PolicyDocument = allow("ssm:*")}); },
           [&] { iam_.SetDefaultPolicyVersion({.PolicyArn = arn, .VersionId = "v1"}); },
           [&] { iam_.DeletePolicyVersion({.PolicyArn = arn, .VersionId = "v1"}); },
           [&] { iam_.TagPolicy({.PolicyArn = arn, .Tags = {{.Key = "a", .Value = "b"}}}); }}) {
    EXPECT_EQ(refusal(change), "403 AccessDenied: Policy is outside your own account.");
  }
  EXPECT_EQ(iam_.GetPolicyVersion({.PolicyArn = arn, .VersionId = "v2"}).PolicyVersion->IsDefaultVersion, true);
}

TEST_F(RolePoliciesTest, TagsAreAddedChangedAndRemovedWithoutRegardToCase) {
  iam_.TagRole({.RoleName = "role", .Tags = {{.Key = "Team", .Value = "a"}, {.Key = "Zone", .Value = "b"}}});
  iam_.TagRole({.RoleName = "role", .Tags = {{.Key = "TEAM", .Value = "c"}}});
  EXPECT_EQ(iam_.ListRoleTags({.RoleName = "role", .MaxItems = 1}).Marker, "team");
  iam_.UntagRole({.RoleName = "role", .TagKeys = {"zone", "absent"}});
  const auto tags = iam_.ListRoleTags({.RoleName = "role"}).Tags;
  ASSERT_EQ(tags.size(), 1U);
  EXPECT_EQ(tags[0].Key, "TEAM");
  EXPECT_EQ(tags[0].Value, "c");
}

// A store that an earlier version wrote knows no versions and no inline policies.
TEST_F(RolePoliciesTest, APolicyOfAnEarlierVersionHasItsOneVersion) {
  disk_.put("iam.policy", "old",
            R"({"name":"old","path":"/","id":"ANPAX","arn":"arn:aws:iam::123456789012:policy/old","version":"v1",)"
            R"("document":"{\"Statement\":[]}","description":null,"created":1000,"updated":1000,"tags":[]})");
  restart();
  const auto all = iam_.ListPolicyVersions({.PolicyArn = "arn:aws:iam::123456789012:policy/old"}).Versions;
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].VersionId, "v1");
  EXPECT_EQ(all[0].CreateDate, from_milliseconds(1000));
}

}  // namespace
}  // namespace aws::region::iam
