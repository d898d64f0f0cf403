// Users, groups and access keys, and what they may do.
#include <gmock/gmock.h>

#include "region/iam/iam_fixture.h"
#include "region/iam/refusal.h"

namespace aws::region::iam {
namespace {

namespace api = aws::iam;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

constexpr auto kReadOnly = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess";

std::string statement(const std::string& effect, const std::string& action) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":")" + effect + R"(","Action":")" + action +
         R"(","Resource":"*"}]})";
}

class UsersTest : public IamFixture {
 protected:
  void create(const std::string& name) { iam_.CreateUser({.UserName = name}); }
  bool may(const std::string& user, const std::string& action) {
    const auto* found = store_.users().find_user(user);
    return permissions_.decide({found->arn, found->id}, action, "*") == Decision::kAllowed;
  }
  std::vector<std::string> users() {
    std::vector<std::string> names;
    for (const auto& user : iam_.ListUsers({}).Users) names.push_back(*user.UserName);
    return names;
  }
};

TEST_F(UsersTest, AreCreatedReadAndDeleted) {
  const auto made = *iam_.CreateUser({.Path = "/team/",
                                      .UserName = "Ann",
                                      .PermissionsBoundary = kReadOnly,
                                      .Tags = {{.Key = "role", .Value = "tester"}}})
                         .User;
  EXPECT_EQ(made.Arn, "arn:aws:iam::123456789012:user/team/Ann");
  EXPECT_THAT(*made.UserId, MatchesRegex("AIDA[A-Z0-9]{17}"));
  EXPECT_EQ(made.PermissionsBoundary->PermissionsBoundaryArn, kReadOnly);
  EXPECT_EQ(iam_.GetUser({.UserName = "ann"}).User, made);
  EXPECT_THAT(users(), ElementsAre("Ann", "developer"));
  EXPECT_THAT(iam_.ListUsers({.PathPrefix = "/team/"}).Users, SizeIs(1));
  iam_.DeleteUser({.UserName = "ann"});
  EXPECT_THAT(users(), ElementsAre("developer"));
  EXPECT_EQ(refusal([&] { iam_.GetUser({.UserName = "ann"}); }),
            "404 NoSuchEntity: The user with name ann cannot be found.");
  EXPECT_EQ(refusal([&] { create("developer"); }), "409 EntityAlreadyExists: User with name developer already exists.");
  EXPECT_EQ(refusal([&] { iam_.CreateUser({.UserName = "x", .PermissionsBoundary = "arn:aws:iam::aws:policy/None"}); }),
            "404 NoSuchEntity: Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.");
}

TEST_F(UsersTest, MayWhatTheirPoliciesSay) {
  create("ann");
  EXPECT_FALSE(may("ann", "ssm:GetParameter"));
  iam_.AttachUserPolicy({.UserName = "ann", .PolicyArn = kReadOnly});
  EXPECT_TRUE(may("ann", "ssm:GetParameter"));
  EXPECT_FALSE(may("ann", "ssm:PutParameter"));
  iam_.PutUserPolicy({.UserName = "ann", .PolicyName = "write", .PolicyDocument = statement("Allow", "ssm:Put*")});
  EXPECT_TRUE(may("ann", "ssm:PutParameter"));
  iam_.PutUserPermissionsBoundary({.UserName = "ann", .PermissionsBoundary = kReadOnly});
  EXPECT_FALSE(may("ann", "ssm:PutParameter"));
  EXPECT_TRUE(may("ann", "ssm:GetParameter"));
  iam_.DeleteUserPermissionsBoundary({.UserName = "ann"});
  EXPECT_TRUE(may("ann", "ssm:PutParameter"));
  iam_.DetachUserPolicy({.UserName = "ann", .PolicyArn = kReadOnly});
  EXPECT_FALSE(may("ann", "ssm:GetParameter"));
}

TEST_F(UsersTest, HaveWhatTheirGroupsHave) {
  create("ann");
  iam_.CreateGroup({.GroupName = "readers"});
  iam_.AttachGroupPolicy({.GroupName = "readers", .PolicyArn = kReadOnly});
  iam_.AddUserToGroup({.GroupName = "readers", .UserName = "ann"});
  iam_.AddUserToGroup({.GroupName = "readers", .UserName = "ann"});
  EXPECT_TRUE(may("ann", "ssm:GetParameter"));
  EXPECT_EQ(iam_.ListGroupsForUser({.UserName = "ann"}).Groups.at(0).GroupName, "readers");
  EXPECT_EQ(iam_.GetGroup({.GroupName = "readers"}).Users.at(0).UserName, "ann");
  iam_.PutGroupPolicy({.GroupName = "readers", .PolicyName = "no", .PolicyDocument = statement("Deny", "ssm:Get*")});
  EXPECT_FALSE(may("ann", "ssm:GetParameter"));
  EXPECT_TRUE(may("ann", "ssm:ListCommands"));
  iam_.UpdateGroup({.GroupName = "readers", .NewGroupName = "others"});
  EXPECT_TRUE(may("ann", "ssm:ListCommands"));
  EXPECT_EQ(refusal([&] { iam_.DeleteGroup({.GroupName = "others"}); }),
            "409 DeleteConflict: Cannot delete entity, must remove users from group first.");
  EXPECT_EQ(refusal([&] { iam_.DeleteUser({.UserName = "ann"}); }),
            "409 DeleteConflict: Cannot delete entity, must remove users from group first.");
  iam_.RemoveUserFromGroup({.GroupName = "others", .UserName = "ann"});
  EXPECT_FALSE(may("ann", "ssm:ListCommands"));
  EXPECT_EQ(refusal([&] { iam_.DeleteGroup({.GroupName = "others"}); }),
            "409 DeleteConflict: Cannot delete entity, must detach all policies first.");
  iam_.DetachGroupPolicy({.GroupName = "others", .PolicyArn = kReadOnly});
  EXPECT_EQ(refusal([&] { iam_.DeleteGroup({.GroupName = "others"}); }),
            "409 DeleteConflict: Cannot delete entity, must delete policies first.");
  iam_.DeleteGroupPolicy({.GroupName = "others", .PolicyName = "no"});
  iam_.DeleteGroup({.GroupName = "others"});
  EXPECT_THAT(iam_.ListGroups({}).Groups, IsEmpty());
  EXPECT_EQ(refusal([&] { iam_.GetGroup({.GroupName = "others"}); }),
            "404 NoSuchEntity: The group with name others cannot be found.");
}

TEST_F(UsersTest, AreListedWithTheirPolicies) {
  create("ann");
  iam_.AttachUserPolicy({.UserName = "ann", .PolicyArn = kReadOnly});
  iam_.PutUserPolicy({.UserName = "ann", .PolicyName = "own", .PolicyDocument = statement("Allow", "ec2:*")});
  EXPECT_EQ(iam_.ListAttachedUserPolicies({.UserName = "ann"}).AttachedPolicies.at(0).PolicyArn, kReadOnly);
  EXPECT_THAT(iam_.ListUserPolicies({.UserName = "ann"}).PolicyNames, ElementsAre("own"));
  EXPECT_THAT(*iam_.GetUserPolicy({.UserName = "ann", .PolicyName = "own"}).PolicyDocument, HasSubstr("ec2%3A%2A"));
  EXPECT_EQ(iam_.ListEntitiesForPolicy({.PolicyArn = kReadOnly}).PolicyUsers.at(0).UserName, "ann");
  EXPECT_EQ(iam_.GetPolicy({.PolicyArn = kReadOnly}).Policy->AttachmentCount, 1);
  EXPECT_EQ(refusal([&] { iam_.GetUserPolicy({.UserName = "ann", .PolicyName = "none"}); }),
            "404 NoSuchEntity: The user policy with name none cannot be found.");
  EXPECT_EQ(refusal([&] {
              iam_.PutUserPolicy({.UserName = "ann",
                                  .PolicyName = "large",
                                  .PolicyDocument = statement("Allow", "ec2:" + std::string(2048, 'x'))});
            }),
            "409 LimitExceeded: Maximum policy size of 2048 bytes exceeded for user ann");
  EXPECT_EQ(refusal([&] { iam_.DeleteUser({.UserName = "ann"}); }),
            "409 DeleteConflict: Cannot delete entity, must detach all policies first.");
}

TEST_F(UsersTest, AccessKeysComeAndGo) {
  create("ann");
  const auto key = *iam_.CreateAccessKey({.UserName = "ann"}).AccessKey;
  EXPECT_THAT(*key.AccessKeyId, MatchesRegex("AKIA[A-Z0-9]{16}"));
  EXPECT_EQ(key.SecretAccessKey->size(), 40U);
  EXPECT_EQ(identities_.find(*key.AccessKeyId)->principal.arn, "arn:aws:iam::123456789012:user/ann");
  iam_.UpdateAccessKey({.UserName = "ann", .AccessKeyId = *key.AccessKeyId, .Status = "Inactive"});
  EXPECT_FALSE(identities_.find(*key.AccessKeyId));
  EXPECT_EQ(iam_.ListAccessKeys({.UserName = "ann"}).AccessKeyMetadata.at(0).Status, "Inactive");
  iam_.UpdateAccessKey({.UserName = "ann", .AccessKeyId = *key.AccessKeyId, .Status = "Active"});
  EXPECT_TRUE(identities_.find(*key.AccessKeyId));
  iam_.CreateAccessKey({.UserName = "ann"});
  EXPECT_EQ(refusal([&] { iam_.CreateAccessKey({.UserName = "ann"}); }),
            "409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2");
  EXPECT_EQ(refusal([&] { iam_.DeleteUser({.UserName = "ann"}); }),
            "409 DeleteConflict: Cannot delete entity, must delete access keys first.");
  iam_.DeleteAccessKey({.UserName = "ann", .AccessKeyId = *key.AccessKeyId});
  EXPECT_FALSE(identities_.find(*key.AccessKeyId));
  EXPECT_EQ(refusal([&] { iam_.DeleteAccessKey({.UserName = "ann", .AccessKeyId = *key.AccessKeyId}); }),
            "404 NoSuchEntity: The Access Key with id " + *key.AccessKeyId + " cannot be found.");
  EXPECT_EQ(
      refusal(
          [&] { iam_.DeleteAccessKey({.UserName = "ann", .AccessKeyId = identities_.administrator().access_key_id}); }),
      "404 NoSuchEntity: The Access Key with id " + identities_.administrator().access_key_id + " cannot be found.");
}

TEST_F(UsersTest, ItIsKnownWhenAKeyWasUsed) {
  create("ann");
  const auto id = *iam_.CreateAccessKey({.UserName = "ann"}).AccessKey->AccessKeyId;
  const auto used = [&] { return *iam_.GetAccessKeyLastUsed({.AccessKeyId = id}).AccessKeyLastUsed; };
  EXPECT_EQ(used(), (api::AccessKeyLastUsed{.ServiceName = "N/A", .Region = "N/A"}));
  const auto first = clock_.now();
  identities_.note_use(id, "ssm", "us-west-2");
  clock_.advance(std::chrono::seconds(30));
  identities_.note_use(id, "ssm", "us-west-2");
  EXPECT_EQ(used(), (api::AccessKeyLastUsed{.LastUsedDate = first, .ServiceName = "ssm", .Region = "us-west-2"}));
  clock_.advance(std::chrono::seconds(31));
  identities_.note_use(id, "ssm", "us-west-2");
  EXPECT_EQ(used().LastUsedDate, clock_.now());
  EXPECT_EQ(iam_.GetAccessKeyLastUsed({.AccessKeyId = id}).UserName, "ann");
}

TEST_F(UsersTest, KeysAndGroupsFollowAUserThatIsRenamed) {
  create("ann");
  create("bob");
  iam_.CreateGroup({.GroupName = "readers"});
  iam_.AddUserToGroup({.GroupName = "readers", .UserName = "ann"});
  const auto id = *iam_.CreateAccessKey({.UserName = "ann"}).AccessKey->AccessKeyId;
  iam_.UpdateUser({.UserName = "ann", .NewPath = "/new/", .NewUserName = "anna"});
  EXPECT_EQ(identities_.find(id)->principal.arn, "arn:aws:iam::123456789012:user/new/anna");
  EXPECT_EQ(iam_.GetGroup({.GroupName = "readers"}).Users.at(0).UserName, "anna");
  EXPECT_EQ(refusal([&] { iam_.UpdateUser({.UserName = "anna", .NewUserName = "bob"}); }),
            "409 EntityAlreadyExists: User with name bob already exists.");
}

TEST_F(UsersTest, AFailureOfTheDiskHalfwayRenamesNobody) {
  create("ann");
  const auto id = *iam_.CreateAccessKey({.UserName = "ann"}).AccessKey->AccessKeyId;
  for (int writes = 0; writes < 3; ++writes) {
    disk_.fail_after(writes);
    EXPECT_THROW(iam_.UpdateUser({.UserName = "ann", .NewUserName = "anna"}), Unrecoverable);
    disk_.fail_after(1000);
    EXPECT_THAT(users(), ElementsAre("ann", "developer"));
    EXPECT_EQ(identities_.find(id)->principal.arn, "arn:aws:iam::123456789012:user/ann");
  }
  iam_.UpdateUser({.UserName = "ann", .NewUserName = "anna"});
  EXPECT_THAT(users(), ElementsAre("anna", "developer"));
}

TEST_F(UsersTest, AreTheirCallersWhenNobodyIsNamed) {
  create("ann");
  EXPECT_EQ(refusal([&] { iam_.GetUser({}); }),
            "400 ValidationError: Must specify userName when calling with non-User credentials");
}

TEST_F(UsersTest, HaveNoCredentialsOfOtherKinds) {
  create("ann");
  const auto none = "404 NoSuchEntity: Login Profile for User ann cannot be found.";
  EXPECT_EQ(refusal([&] { iam_.GetLoginProfile({.UserName = "ann"}); }), none);
  EXPECT_EQ(refusal([&] { iam_.DeleteLoginProfile({.UserName = "ann"}); }), none);
  EXPECT_THAT(iam_.ListMFADevices({.UserName = "ann"}).MFADevices, IsEmpty());
  EXPECT_THAT(iam_.ListSSHPublicKeys({.UserName = "ann"}).SSHPublicKeys, IsEmpty());
  EXPECT_THAT(iam_.ListServiceSpecificCredentials({.UserName = "ann"}).ServiceSpecificCredentials, IsEmpty());
  EXPECT_THAT(iam_.ListSigningCertificates({.UserName = "ann"}).Certificates, IsEmpty());
  EXPECT_EQ(refusal([&] { iam_.ListMFADevices({.UserName = "bob"}); }),
            "404 NoSuchEntity: The user with name bob cannot be found.");
}

TEST_F(UsersTest, TagsComeAndGo) {
  create("ann");
  iam_.TagUser({.UserName = "ann", .Tags = {{.Key = "a", .Value = "1"}, {.Key = "b", .Value = "2"}}});
  iam_.UntagUser({.UserName = "ann", .TagKeys = {"A"}});
  EXPECT_EQ(iam_.ListUserTags({.UserName = "ann"}).Tags, (std::vector<api::Tag>{{.Key = "b", .Value = "2"}}));
}

TEST_F(UsersTest, TheAdministratorIsMadeAgain) {
  const auto administrator = identities_.administrator();
  iam_.DeleteAccessKey({.UserName = "developer", .AccessKeyId = administrator.access_key_id});
  IamStore reopened(disk_, Place{}, clock_, random_);
  Identities again(disk_, reopened, Place{}, clock_, random_);
  EXPECT_NE(again.administrator().access_key_id, administrator.access_key_id);
  EXPECT_TRUE(again.find(again.administrator().access_key_id));
}

}  // namespace
}  // namespace aws::region::iam
