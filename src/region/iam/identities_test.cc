// Keys and what they may do: the administrator's, and those of the sessions that instances get for their role.
#include "region/iam/identities.h"

#include <gmock/gmock.h>

#include "region/iam/iam_service.h"
#include "region/iam/permissions.h"
#include "testing/simulated_clock.h"

namespace aws::region::iam {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr auto kTable = "arn:aws:dynamodb:us-west-2:123456789012:table/doc-example-recommendation-service";
constexpr auto kProfile = "arn:aws:iam::123456789012:instance-profile/prof";
constexpr auto kPolicy = "arn:aws:iam::123456789012:policy/pol";
constexpr auto kInstance = "i-0123456789abcdef0";

class IdentitiesTest : public ::testing::Test {
 protected:
  IdentitiesTest() { service_.serve(handlers_); }

  void deploy(const std::string& service = "ec2.amazonaws.com") {
    iam_.CreatePolicy({.PolicyName = "pol", .PolicyDocument = R"({"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:*:*:table/doc-example-*"}]})"});
    iam_.CreateRole({.RoleName = "web",
                     .AssumeRolePolicyDocument = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                         "Principal":{"Service":")" +
                                                 service + R"("},"Action":"sts:AssumeRole"}]})"});
    iam_.AttachRolePolicy({.RoleName = "web", .PolicyArn = kPolicy});
    iam_.CreateInstanceProfile({.InstanceProfileName = "prof"});
    iam_.AddRoleToInstanceProfile({.InstanceProfileName = "prof", .RoleName = "web"});
  }
  void destroy_role() {
    iam_.RemoveRoleFromInstanceProfile({.InstanceProfileName = "prof", .RoleName = "web"});
    iam_.DetachRolePolicy({.RoleName = "web", .PolicyArn = kPolicy});
    iam_.DeleteRole({.RoleName = "web"});
  }
  RoleCredentials credentials() { return identities_.role_credentials(kProfile, kInstance); }
  Decision decide(const Principal& principal, std::string_view action = "dynamodb:GetItem") {
    return permissions_.decide(principal, action, kTable);
  }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store disk_;
  IamStore entities_{disk_, Place{}, clock_, random_};
  contract::Handlers handlers_;
  aws::iam::Api iam_{handlers_};
  Identities identities_{disk_, entities_, Place{}, clock_, random_};
  Permissions permissions_{entities_, Place{}, clock_};
  IamService service_{entities_, identities_, permissions_};
};

TEST_F(IdentitiesTest, TheAdministratorIsMadeOnceAndMayDoEverything) {
  const auto administrator = identities_.administrator();
  EXPECT_THAT(administrator.access_key_id, MatchesRegex("AKIA[A-Z2-7]{16}"));
  EXPECT_EQ(administrator.secret_access_key.size(), 40U);
  EXPECT_EQ(administrator.principal.arn, "arn:aws:iam::123456789012:user/developer");
  EXPECT_THAT(administrator.principal.user_id, MatchesRegex("AIDA[A-Z2-7]{17}"));
  EXPECT_EQ(decide(administrator.principal, "dynamodb:DeleteTable"), Decision::kAllowed);

  IamStore reopened(disk_, Place{}, clock_, random_);
  const Identities again(disk_, reopened, Place{}, clock_, random_);
  EXPECT_EQ(again.administrator().access_key_id, administrator.access_key_id);
  const auto found = again.find(administrator.access_key_id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret_access_key, administrator.secret_access_key);
  EXPECT_EQ(found->principal, administrator.principal);
  EXPECT_EQ(found->expires, std::nullopt);
}

TEST_F(IdentitiesTest, AUsersSessionIsTheUserForAWhile) {
  const auto administrator = identities_.administrator();
  const auto session = identities_.session_of_user(administrator.principal, std::chrono::hours(1));
  EXPECT_THAT(session.access_key_id, MatchesRegex("ASIA[A-Z2-7]{16}"));
  const auto found = identities_.find(session.access_key_id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->session_token, session.session_token);
  EXPECT_EQ(found->expires, clock_.now() + std::chrono::hours(1));
  EXPECT_EQ(found->principal.arn, administrator.principal.arn);
  EXPECT_TRUE(found->principal.temporary);
  EXPECT_EQ(decide(found->principal, "dynamodb:DeleteTable"), Decision::kAllowed);
  EXPECT_EQ(identities_.administrator().access_key_id, administrator.access_key_id);

  clock_.advance(std::chrono::hours(3));
  identities_.session_of_user(administrator.principal, std::chrono::hours(1));
  EXPECT_EQ(identities_.find(session.access_key_id), std::nullopt);
}

TEST_F(IdentitiesTest, AnUnknownKeyIsNobodys) { EXPECT_EQ(identities_.find("AKIAAAAAAAAAAAAAAAAA"), std::nullopt); }

TEST_F(IdentitiesTest, AnInstanceGetsASessionOfItsRole) {
  deploy();
  const auto given = credentials();
  EXPECT_EQ(given.code, "Success");
  EXPECT_EQ(given.role, "web");
  EXPECT_THAT(given.access_key_id, MatchesRegex("ASIA[A-Z2-7]{16}"));
  EXPECT_EQ(given.expires, clock_.now() + std::chrono::hours(6));
  const auto found = identities_.find(given.access_key_id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->session_token, given.session_token);
  EXPECT_EQ(found->principal.arn, "arn:aws:sts::123456789012:assumed-role/web/i-0123456789abcdef0");
  EXPECT_THAT(found->principal.user_id, MatchesRegex("AROA[A-Z2-7]{17}:i-0123456789abcdef0"));
  EXPECT_EQ(decide(found->principal), Decision::kAllowed);
  EXPECT_EQ(decide(found->principal, "dynamodb:PutItem"), Decision::kDeniedImplicitly);
}

TEST_F(IdentitiesTest, ASessionSurvivesTheRegion) {
  deploy();
  const auto given = credentials();
  IamStore reopened(disk_, Place{}, clock_, random_);
  Identities again(disk_, reopened, Place{}, clock_, random_);
  EXPECT_TRUE(again.find(given.access_key_id));
  EXPECT_EQ(again.role_credentials(kProfile, kInstance).access_key_id, given.access_key_id);
}

TEST_F(IdentitiesTest, CredentialsAreRenewedInTimeAndForgottenLater) {
  deploy();
  const auto first = credentials();
  clock_.advance(std::chrono::hours(4));
  EXPECT_EQ(credentials().access_key_id, first.access_key_id);
  clock_.advance(std::chrono::hours(1));
  const auto second = credentials();
  EXPECT_NE(second.access_key_id, first.access_key_id);
  clock_.advance(std::chrono::minutes(90));  // expired, but remembered, so that its user is told so
  EXPECT_EQ(identities_.find(first.access_key_id)->expires, first.expires);
  clock_.advance(std::chrono::hours(4));
  credentials();
  EXPECT_EQ(identities_.find(first.access_key_id), std::nullopt);
}

TEST_F(IdentitiesTest, EachInstanceHasASessionOfItsOwn) {
  deploy();
  EXPECT_NE(credentials().access_key_id, identities_.role_credentials(kProfile, "i-2").access_key_id);
}

TEST_F(IdentitiesTest, DetachingAPolicyTakesEffectAtOnce) {
  deploy();
  const auto principal = identities_.find(credentials().access_key_id)->principal;
  iam_.DetachRolePolicy({.RoleName = "web", .PolicyArn = kPolicy});
  EXPECT_EQ(decide(principal), Decision::kDeniedImplicitly);
}

TEST_F(IdentitiesTest, AnExplicitDenyIsToldApart) {
  deploy();
  iam_.CreatePolicy({.PolicyName = "no", .PolicyDocument = R"({"Version":"2012-10-17","Statement":
      {"Effect":"Deny","Action":"dynamodb:*","Resource":"*"}})"});
  iam_.AttachRolePolicy({.RoleName = "web", .PolicyArn = "arn:aws:iam::123456789012:policy/no"});
  EXPECT_EQ(decide(identities_.find(credentials().access_key_id)->principal), Decision::kDeniedExplicitly);
}

TEST_F(IdentitiesTest, ABoundaryCapsWhatIsAttached) {
  iam_.CreatePolicy({.PolicyName = "pol", .PolicyDocument = R"({"Version":"2012-10-17","Statement":
      {"Effect":"Allow","Action":"dynamodb:Get*","Resource":"*"}})"});
  iam_.CreateRole(
      {.RoleName = "capped",
       .AssumeRolePolicyDocument = R"({"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                       "Action":"sts:AssumeRole"}})",
       .PermissionsBoundary = kPolicy});
  iam_.AttachRolePolicy({.RoleName = "capped", .PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess"});
  const Principal principal{"arn:aws:sts::123456789012:assumed-role/capped/x", entities_.role("capped").id + ":x"};
  EXPECT_EQ(decide(principal, "dynamodb:GetItem"), Decision::kAllowed);
  EXPECT_EQ(decide(principal, "dynamodb:PutItem"), Decision::kDeniedImplicitly);
  EXPECT_THROW(iam_.DeletePolicy({.PolicyArn = kPolicy}), Error);
}

TEST_F(IdentitiesTest, DeletingTheRoleEndsItsSessionsAlsoWhenAnotherTakesItsName) {
  deploy();
  const auto given = credentials();
  const auto principal = identities_.find(given.access_key_id)->principal;
  destroy_role();
  EXPECT_EQ(identities_.find(given.access_key_id), std::nullopt);
  iam_.DeletePolicy({.PolicyArn = kPolicy});
  iam_.DeleteInstanceProfile({.InstanceProfileName = "prof"});
  deploy();
  EXPECT_EQ(identities_.find(given.access_key_id), std::nullopt);
  EXPECT_EQ(decide(principal), Decision::kDeniedImplicitly);
}

TEST_F(IdentitiesTest, SaysWhyThereAreNoCredentials) {
  EXPECT_EQ(credentials().code, "InstanceProfileNotFound");
  deploy("lambda.amazonaws.com");
  EXPECT_EQ(credentials().code, "AssumeRoleUnauthorizedAccess");
  EXPECT_THAT(credentials().message, HasSubstr("EC2 cannot assume the role web."));
  EXPECT_EQ(credentials().role, "web");
  destroy_role();
  EXPECT_EQ(credentials().code, "Success");
  EXPECT_EQ(credentials().access_key_id, "");
  EXPECT_THAT(credentials().message, HasSubstr("Instance Profile does not contain a role"));
}

TEST_F(IdentitiesTest, TheRootMayDoEverythingAndAStrangerNothing) {
  EXPECT_EQ(decide({"arn:aws:iam::123456789012:root", "123456789012"}), Decision::kAllowed);
  EXPECT_EQ(decide({"arn:aws:iam::123456789012:user/nobody", "AIDA"}), Decision::kDeniedImplicitly);
  EXPECT_EQ(decide({"arn:aws:iam::999999999999:user/developer", "AIDA"}), Decision::kDeniedImplicitly);
}

class AssumedRoleTest : public IdentitiesTest {
 protected:
  const Role& helper(const std::string& principal, const std::string& condition = "{}") {
    iam_.CreateRole({.RoleName = "helper",
                     .AssumeRolePolicyDocument = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                         "Action":"sts:AssumeRole","Principal":)" +
                                                 principal + R"(,"Condition":)" + condition + "}]}"});
    return entities_.role("helper");
  }
  Principal administrator() { return identities_.administrator().principal; }
};

TEST_F(AssumedRoleTest, EachSessionHasItsOwnKeysAndEnds) {
  const auto& role = helper(R"({"AWS":"*"})");
  const auto one = identities_.assume(role, "night", administrator(), std::chrono::minutes(15));
  const auto other = identities_.assume(role, "night", administrator(), std::chrono::hours(1));
  EXPECT_NE(one.access_key_id, other.access_key_id);
  EXPECT_EQ(one.principal.arn, "arn:aws:sts::123456789012:assumed-role/helper/night");
  EXPECT_EQ(one.principal.user_id, role.id + ":night");
  EXPECT_EQ(one.expires, clock_.now() + std::chrono::minutes(15));
  const auto found = identities_.find(one.access_key_id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret_access_key, one.secret_access_key);
  EXPECT_EQ(found->session_token, one.session_token);
  EXPECT_EQ(found->principal, one.principal);
  EXPECT_EQ(found->expires, one.expires);
}

TEST_F(AssumedRoleTest, AnInstanceIsNotGivenASessionThatSomebodyCalledLikeIt) {
  deploy();
  const auto assumed = identities_.assume(entities_.role("web"), kInstance, administrator(), std::chrono::hours(12));
  EXPECT_NE(credentials().access_key_id, assumed.access_key_id);
}

TEST_F(AssumedRoleTest, TheSessionsTagsGoBeforeTheRoles) {
  const auto& role = helper(R"({"AWS":"*"})");
  std::vector<Tag> fifty = {{"Team", "games"}};
  while (fifty.size() < 50) fifty.push_back({"tag" + std::to_string(fifty.size()), "x"});
  entities_.tag_role("helper", fifty);
  iam_.PutRolePolicy({.RoleName = "helper",
                      .PolicyName = "own",
                      .PolicyDocument = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*",
                          "Resource":"*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"books"}}}]})"});
  const auto start = [&](SessionTerms terms) {
    const auto session = identities_.assume(role, "night", administrator(), std::chrono::hours(1), std::move(terms));
    return decide(identities_.find(session.access_key_id)->principal);
  };
  EXPECT_EQ(start({.tags = {{"team", "books"}, {"more", "y"}}}), Decision::kAllowed);
  EXPECT_EQ(start({}), Decision::kDeniedImplicitly);
}

TEST_F(AssumedRoleTest, WhoIsBehindASessionAndItsTransitiveTagsAreKept) {
  const auto& role = helper(R"({"AWS":"*"})", R"({"StringEquals":{"aws:SourceIdentity":"ada"}})");
  const SessionTerms terms{.tags = {{"team", "books"}}, .transitive = {"team"}, .source_identity = "ada"};
  const auto start = [&](SessionTerms given) {
    const auto session = identities_.assume(role, "night", administrator(), std::chrono::hours(1), std::move(given));
    return identities_.find(session.access_key_id)->principal;
  };
  const auto principal = start(terms);
  EXPECT_EQ(principal.terms, terms);
  EXPECT_TRUE(permissions_.trusted(principal, role, "sts:AssumeRole"));
  EXPECT_FALSE(permissions_.trusted(start({}), role, "sts:AssumeRole"));
}

TEST_F(AssumedRoleTest, TheTrustPolicyNamesWhoMayAssumeIt) {
  deploy();
  const auto& role = helper(R"({"AWS":"arn:aws:iam::123456789012:role/web"})");
  const auto instance = identities_.find(credentials().access_key_id)->principal;
  EXPECT_TRUE(permissions_.trusted(instance, role, "sts:AssumeRole")) << "to trust a role is to trust its sessions";
  EXPECT_FALSE(permissions_.trusted(administrator(), role, "sts:AssumeRole"))
      << "an administrator is trusted by nobody as such";
  destroy_role();
  EXPECT_FALSE(permissions_.trusted(instance, role, "sts:AssumeRole")) << "the role is gone";
}

TEST_F(AssumedRoleTest, ToTrustTheAccountIsToTrustItsUsers) {
  const auto& role = helper(R"({"AWS":"123456789012"})", R"({"StringEquals":{"sts:ExternalId":"1234"}})");
  EXPECT_TRUE(permissions_.trusted(administrator(), role, "sts:AssumeRole", {{"sts:ExternalId", {"1234"}}}));
  EXPECT_FALSE(permissions_.trusted(administrator(), role, "sts:AssumeRole", {{"sts:ExternalId", {"4321"}}}));
  EXPECT_FALSE(permissions_.trusted(administrator(), role, "sts:AssumeRole"));
}

TEST_F(AssumedRoleTest, AServicesRoleIsNoUsers) {
  EXPECT_FALSE(permissions_.trusted(administrator(), helper(R"({"Service":"ec2.amazonaws.com"})"), "sts:AssumeRole"));
}

}  // namespace
}  // namespace aws::region::iam
