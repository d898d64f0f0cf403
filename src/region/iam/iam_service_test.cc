// IAM as its users meet it: what is created is there, and everything that goes wrong does so in AWS's words.

#include <gmock/gmock.h>

#include "region/iam/iam_fixture.h"
#include "wire/http/http.h"

namespace aws::region::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

constexpr auto kTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
constexpr auto kDocument =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ssm:GetParameters","Resource":"*"}]})";
constexpr auto kArn = "arn:aws:iam::123456789012:policy/pol";
constexpr auto kManagedInstanceCore = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

class IamServiceTest : public IamFixture {
 protected:
  template <class Call>
  static void expect_error(Call call, std::string_view code, int status, std::string_view message) {
    try {
      call();
      ADD_FAILURE() << "no " << code;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), code);
      EXPECT_EQ(error.http_status(), status);
      EXPECT_EQ(error.message(), message);
    }
  }

  void create_policy() { iam_.CreatePolicy({.PolicyName = "pol", .PolicyDocument = kDocument}); }
  void create_role() { iam_.CreateRole({.RoleName = "role", .AssumeRolePolicyDocument = kTrust}); }
  void create_profile() { iam_.CreateInstanceProfile({.InstanceProfileName = "prof"}); }
  void attach(const std::string& arn) { iam_.AttachRolePolicy({.RoleName = "role", .PolicyArn = arn}); }
  void add_role() { iam_.AddRoleToInstanceProfile({.InstanceProfileName = "prof", .RoleName = "role"}); }
  std::vector<std::string> attached() {
    std::vector<std::string> names;
    for (const auto& policy : iam_.ListAttachedRolePolicies({.RoleName = "role"}).AttachedPolicies) {
      names.push_back(*policy.PolicyName);
    }
    return names;
  }
};

TEST_F(IamServiceTest, APolicyIsDescribedWithoutItsDocument) {
  const auto created =
      *iam_.CreatePolicy({.PolicyName = "pol", .PolicyDocument = kDocument, .Description = "d"}).Policy;
  EXPECT_EQ(created.Arn, kArn);
  EXPECT_THAT(*created.PolicyId, MatchesRegex("ANPA[A-Z2-7]{17}"));
  EXPECT_EQ(created.Path, "/");
  EXPECT_EQ(created.DefaultVersionId, "v1");
  EXPECT_EQ(created.AttachmentCount, 0);
  EXPECT_EQ(created.PermissionsBoundaryUsageCount, 0);
  EXPECT_EQ(created.IsAttachable, true);
  EXPECT_EQ(created.CreateDate, clock_.now());
  EXPECT_EQ(created.Description, std::nullopt);
  EXPECT_EQ(iam_.GetPolicy({.PolicyArn = kArn}).Policy->Description, "d");
}

TEST_F(IamServiceTest, ARoleComesWithItsDocumentPercentEncoded) {
  const auto created =
      *iam_.CreateRole({.Path = "/team/", .RoleName = "role", .AssumeRolePolicyDocument = kTrust}).Role;
  EXPECT_EQ(created.Arn, "arn:aws:iam::123456789012:role/team/role");
  EXPECT_THAT(*created.RoleId, MatchesRegex("AROA[A-Z2-7]{17}"));
  EXPECT_EQ(created.AssumeRolePolicyDocument->substr(0, 16), "%7B%22Version%22");
  EXPECT_EQ(http::percent_decode(*created.AssumeRolePolicyDocument), kTrust);
  EXPECT_EQ(iam_.GetRole({.RoleName = "role"}).Role->MaxSessionDuration, 3600);
}

TEST_F(IamServiceTest, AProfileShowsItsRole) {
  create_role();
  const auto created = *iam_.CreateInstanceProfile({.InstanceProfileName = "prof"}).InstanceProfile;
  EXPECT_EQ(created.Arn, "arn:aws:iam::123456789012:instance-profile/prof");
  EXPECT_THAT(*created.InstanceProfileId, MatchesRegex("AIPA[A-Z2-7]{17}"));
  EXPECT_TRUE(created.Roles.empty());
  add_role();
  const auto profile = *iam_.GetInstanceProfile({.InstanceProfileName = "prof"}).InstanceProfile;
  ASSERT_EQ(profile.Roles.size(), 1U);
  EXPECT_EQ(profile.Roles[0].RoleName, "role");
  iam_.RemoveRoleFromInstanceProfile({.InstanceProfileName = "prof", .RoleName = "role"});
  EXPECT_TRUE(iam_.GetInstanceProfile({.InstanceProfileName = "prof"}).InstanceProfile->Roles.empty());
}

TEST_F(IamServiceTest, AttachingTwiceIsAttachingOnce) {
  create_policy();
  create_role();
  attach(kArn);
  attach(kArn);
  attach(kManagedInstanceCore);
  EXPECT_THAT(attached(), ElementsAre("pol", "AmazonSSMManagedInstanceCore"));
  EXPECT_EQ(iam_.GetPolicy({.PolicyArn = kArn}).Policy->AttachmentCount, 1);
  iam_.DetachRolePolicy({.RoleName = "role", .PolicyArn = kArn});
  EXPECT_THAT(attached(), ElementsAre("AmazonSSMManagedInstanceCore"));
}

TEST_F(IamServiceTest, AttachedPoliciesComeInPages) {
  create_policy();
  create_role();
  for (const auto* arn : {kArn, kManagedInstanceCore, "arn:aws:iam::aws:policy/AdministratorAccess"}) attach(arn);
  const auto first = iam_.ListAttachedRolePolicies({.RoleName = "role", .MaxItems = 2});
  EXPECT_EQ(first.AttachedPolicies.size(), 2U);
  EXPECT_EQ(first.IsTruncated, true);
  const auto second = iam_.ListAttachedRolePolicies({.RoleName = "role", .Marker = first.Marker, .MaxItems = 2});
  EXPECT_EQ(second.AttachedPolicies.size(), 1U);
  EXPECT_EQ(second.IsTruncated, false);
  EXPECT_EQ(second.Marker, std::nullopt);
  EXPECT_TRUE(iam_.ListAttachedRolePolicies({.RoleName = "role", .PathPrefix = "/x/"}).AttachedPolicies.empty());
}

TEST_F(IamServiceTest, NamesAreUniqueWithoutCase) {
  create_policy();
  create_role();
  create_profile();
  expect_error([&] { iam_.CreatePolicy({.PolicyName = "POL", .PolicyDocument = kDocument}); }, "EntityAlreadyExists",
               409, "A policy called POL already exists. Duplicate names are not allowed.");
  expect_error([&] { iam_.CreateRole({.RoleName = "Role", .AssumeRolePolicyDocument = kTrust}); },
               "EntityAlreadyExists", 409, "Role with name Role already exists.");
  expect_error([&] { iam_.CreateInstanceProfile({.InstanceProfileName = "prof"}); }, "EntityAlreadyExists", 409,
               "Instance Profile prof already exists.");
}

TEST_F(IamServiceTest, WhatIsMissingIsNamed) {
  const std::string no_role = "The role with name role cannot be found.";
  const std::string no_profile = "Instance Profile prof cannot be found.";
  const auto no_policy = "Policy " + std::string(kArn) + " was not found.";
  expect_error([&] { iam_.GetRole({.RoleName = "role"}); }, "NoSuchEntity", 404, no_role);
  expect_error([&] { iam_.DeleteRole({.RoleName = "role"}); }, "NoSuchEntity", 404, no_role);
  expect_error([&] { attach(kArn); }, "NoSuchEntity", 404, no_role);
  expect_error([&] { iam_.ListAttachedRolePolicies({.RoleName = "role"}); }, "NoSuchEntity", 404, no_role);
  expect_error([&] { iam_.GetInstanceProfile({.InstanceProfileName = "prof"}); }, "NoSuchEntity", 404, no_profile);
  expect_error([&] { iam_.DeleteInstanceProfile({.InstanceProfileName = "prof"}); }, "NoSuchEntity", 404, no_profile);
  expect_error([&] { add_role(); }, "NoSuchEntity", 404, no_profile);
  expect_error([&] { iam_.GetPolicy({.PolicyArn = kArn}); }, "NoSuchEntity", 404, no_policy);
  expect_error([&] { iam_.DeletePolicy({.PolicyArn = kArn}); }, "NoSuchEntity", 404, no_policy);
  create_role();
  expect_error([&] { attach(kArn); }, "NoSuchEntity", 404,
               "Policy " + std::string(kArn) + " does not exist or is not attachable.");
  expect_error([&] { iam_.DetachRolePolicy({.RoleName = "role", .PolicyArn = kArn}); }, "NoSuchEntity", 404, no_policy);
  create_profile();
  expect_error([&] { iam_.RemoveRoleFromInstanceProfile({.InstanceProfileName = "prof", .RoleName = "role"}); },
               "NoSuchEntity", 404, no_role);
}

TEST_F(IamServiceTest, ArnsMustBeArns) {
  create_role();
  const std::string message = "Invalid ARN:  Could not be parsed!";
  expect_error([&] { attach("a-policy-that-is-no-arn"); }, "ValidationError", 400, message);
  expect_error([&] { attach("arn:aws:iam::123456789012:role/role"); }, "ValidationError", 400, message);
  expect_error([&] { iam_.GetPolicy({.PolicyArn = ""}); }, "ValidationError", 400, message);
}

TEST_F(IamServiceTest, DocumentsAreReadBeforeTheyAreKept) {
  expect_error([&] { iam_.CreateRole({.RoleName = "role", .AssumeRolePolicyDocument = "nonsense"}); },
               "MalformedPolicyDocument", 400, "This policy contains invalid Json");
  expect_error([&] { iam_.CreatePolicy({.PolicyName = "pol", .PolicyDocument = "{}"}); }, "MalformedPolicyDocument",
               400, "Syntax errors in policy.");
  EXPECT_THROW(iam_.GetRole({.RoleName = "role"}), Error);
}

TEST_F(IamServiceTest, NothingInUseIsDeleted) {
  create_policy();
  create_role();
  create_profile();
  attach(kArn);
  add_role();
  const std::string in_profile = "Cannot delete entity, must remove roles from instance profile first.";
  expect_error([&] { iam_.DeletePolicy({.PolicyArn = kArn}); }, "DeleteConflict", 409,
               "Cannot delete a policy attached to entities.");
  expect_error([&] { iam_.DeleteRole({.RoleName = "role"}); }, "DeleteConflict", 409, in_profile);
  expect_error([&] { iam_.DeleteInstanceProfile({.InstanceProfileName = "prof"}); }, "DeleteConflict", 409, in_profile);
  iam_.RemoveRoleFromInstanceProfile({.InstanceProfileName = "prof", .RoleName = "role"});
  expect_error([&] { iam_.DeleteRole({.RoleName = "role"}); }, "DeleteConflict", 409,
               "Cannot delete entity, must detach all policies first.");
  iam_.DetachRolePolicy({.RoleName = "role", .PolicyArn = kArn});
  iam_.DeleteInstanceProfile({.InstanceProfileName = "prof"});
  iam_.DeletePolicy({.PolicyArn = kArn});
  iam_.DeleteRole({.RoleName = "role"});
  EXPECT_THROW(iam_.GetRole({.RoleName = "role"}), Error);
}

TEST_F(IamServiceTest, AProfileHasOneRole) {
  create_role();
  create_profile();
  add_role();
  expect_error([&] { add_role(); }, "LimitExceeded", 409,
               "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
}

TEST_F(IamServiceTest, AwsPoliciesAreNotOursToDelete) {
  expect_error([&] { iam_.DeletePolicy({.PolicyArn = kManagedInstanceCore}); }, "AccessDenied", 403,
               "Policy is outside your own account.");
  EXPECT_EQ(iam_.GetPolicy({.PolicyArn = kManagedInstanceCore}).Policy->DefaultVersionId, "v2");
}

TEST_F(IamServiceTest, TagKeysAreUniqueWithoutCase) {
  expect_error(
      [&] {
        iam_.CreateRole({.RoleName = "role",
                         .AssumeRolePolicyDocument = kTrust,
                         .Tags = {{.Key = "a", .Value = "1"}, {.Key = "A", .Value = "2"}}});
      },
      "InvalidInput", 400, "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  expect_error(
      [&] {
        iam_.CreateInstanceProfile({.InstanceProfileName = "prof", .Tags = {{.Key = "AWS:app", .Value = "library"}}});
      },
      "InvalidInput", 400, "aws: prefixed tag key names are not allowed for external use.");
}

}  // namespace
}  // namespace aws::region::iam
