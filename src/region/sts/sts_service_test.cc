#include "region/sts/sts_service.h"

#include <gmock/gmock.h>

#include <functional>

#include "base/text/base64.h"
#include "region/sts/web_token.h"

namespace aws::region::sts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;
using namespace std::chrono_literals;

const Principal kUser{"arn:aws:iam::123456789012:user/ada", "AIDAAAAAAAAAAAAAAAAAA"};
const Principal kInstance{"arn:aws:sts::123456789012:assumed-role/web/i-1", "AROAAAAAAAAAAAAAAAAAA:i-1", true};
constexpr auto kRole = "arn:aws:iam::123456789012:role/helper";

// One role, which trusts whoever knows its external id.
class OneRole final : public Roles {
 public:
  std::optional<std::chrono::seconds> max_session(std::string_view role_arn, const Principal&,
                                                  const contract::Circumstances& context) const override {
    const auto id = context.find("sts:ExternalId");
    if (role_arn != kRole || id == context.end() || id->second != std::vector<std::string>{"1234"}) return std::nullopt;
    EXPECT_THAT(context.at("aws:SourceIp"), ElementsAre("127.0.0.1"));
    EXPECT_THAT(context.at("sts:RoleSessionName"), ElementsAre("night"));
    return 2h;
  }
  Session start_session(std::string_view, const Principal& caller, const std::string& session_name,
                        std::chrono::seconds duration, SessionTerms given) override {
    started_by = caller.arn;
    terms = std::move(given);
    lasts = duration;
    return {.principal = {"arn:aws:sts::123456789012:assumed-role/helper/" + session_name, "AROAX:" + session_name},
            .access_key_id = "ASIAX",
            .secret_access_key = "secret",
            .session_token = "token",
            .expires = Timestamp(duration)};
  }
  bool trusts(std::string_view, const Principal&, std::string_view action,
              const contract::Circumstances& context) const override {
    asked_with = context;
    return action != denied;
  }
  std::string denied;  // an action besides
  mutable contract::Circumstances asked_with;
  SessionTerms terms;
  std::string started_by;
  std::chrono::seconds lasts{};
};

class OneUser final : public Users {
 public:
  Session start_session(const Principal& user, std::chrono::seconds duration) override {
    return {.principal = user,
            .access_key_id = "ASIAUSER",
            .secret_access_key = "secret",
            .session_token = "token",
            .expires = Timestamp(duration)};
  }
  bool key_exists(std::string_view id) const override { return id == "AKIAIOSFODNN7EXAMPLE"; }
};

std::string refusal_of(const std::function<void()>& act) {
  try {
    act();
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

class StsServiceTest : public ::testing::Test {
 protected:
  std::string refusal(const aws::sts::AssumeRoleRequest& request) {
    try {
      sts.AssumeRole(call, request);
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  }
  static aws::sts::AssumeRoleRequest helper() {
    return {.RoleArn = kRole, .RoleSessionName = "night", .ExternalId = "1234"};
  }

  contract::Call call{.operation = aws::sts::operations::AssumeRole,
                      .principal = kUser,
                      .circumstances = contract::Circumstances{{"aws:SourceIp", {"127.0.0.1"}}}};
  OneRole roles;
  OneUser users;
  SeededRandom random{1};
  Store disk;
  AuthorizationMessages messages{disk, random};
  StsService sts{Place{}, roles, users, messages};
};

TEST_F(StsServiceTest, TellsTheCallerWhoItIs) {
  call.principal = kInstance;
  const auto identity = sts.GetCallerIdentity(call, {});
  EXPECT_EQ(identity.Account, "123456789012");
  EXPECT_EQ(identity.Arn, kInstance.arn);
  EXPECT_EQ(identity.UserId, kInstance.user_id);
}

TEST_F(StsServiceTest, WhoeverIsTrustedGetsASessionOfAnHour) {
  const auto response = sts.AssumeRole(call, helper());
  EXPECT_EQ(response.Credentials->AccessKeyId, "ASIAX");
  EXPECT_EQ(response.Credentials->SecretAccessKey, "secret");
  EXPECT_EQ(response.Credentials->SessionToken, "token");
  EXPECT_EQ(response.Credentials->Expiration, Timestamp(1h));
  EXPECT_EQ(response.AssumedRoleUser->Arn, "arn:aws:sts::123456789012:assumed-role/helper/night");
  EXPECT_EQ(response.AssumedRoleUser->AssumedRoleId, "AROAX:night");
  EXPECT_EQ(roles.started_by, kUser.arn);
}

TEST_F(StsServiceTest, WhoeverIsNotTrustedDoesNotLearnWhetherThereIsARole) {
  for (const auto& [arn, id] : {std::pair(kRole, "4321"), std::pair("arn:aws:iam::123456789012:role/none", "1234")}) {
    EXPECT_EQ(refusal({.RoleArn = arn, .RoleSessionName = "night", .ExternalId = id}),
              std::string("AccessDenied: User: arn:aws:iam::123456789012:user/ada is not authorized to perform: "
                          "sts:AssumeRole on resource: ") +
                  arn);
  }
}

TEST_F(StsServiceTest, ASessionLastsAsLongAsTheRoleAllows) {
  auto request = helper();
  request.DurationSeconds = 7200;
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(roles.lasts, 2h);
  request.DurationSeconds = 7201;
  EXPECT_EQ(refusal(request),
            "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
}

TEST_F(StsServiceTest, ASessionOfASessionLastsAnHourAtMost) {
  call.principal = kInstance;
  auto request = helper();
  request.DurationSeconds = 3601;
  EXPECT_EQ(refusal(request),
            "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "
            "chaining.");
}

TEST_F(StsServiceTest, ASessionIsGivenTagsAndPolicies) {
  auto request = helper();
  EXPECT_FALSE(sts.AssumeRole(call, request).PackedPolicySize);
  request.Policy = "{}";
  request.PolicyArns = {{.arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"}};
  request.Tags = {{.Key = "team", .Value = "books"}};
  EXPECT_EQ(sts.AssumeRole(call, request).PackedPolicySize, 2);
  EXPECT_EQ(roles.terms, (SessionTerms{.tags = {{"team", "books"}},
                                       .policies = {"{}"},
                                       .policy_arns = {"arn:aws:iam::aws:policy/ReadOnlyAccess"}}));
  request.Tags.push_back({.Key = "Team", .Value = "games"});
  EXPECT_EQ(refusal(request),
            "InvalidParameterValue: Duplicate tag keys found: Team. Please note that Tag keys are case insensitive.");
  request.Tags.pop_back();
  roles.denied = "sts:TagSession";
  EXPECT_EQ(refusal(request),
            "AccessDenied: User: " + kUser.arn + " is not authorized to perform: sts:TagSession on resource: " + kRole);
  request.PolicyArns.resize(11);
  EXPECT_EQ(refusal(request), "PackedPolicyTooLarge: A session takes 10 managed policies at most.");
}

TEST_F(StsServiceTest, TransitiveTagsGoOnToTheSessionsOfASession) {
  auto request = helper();
  request.Tags = {{.Key = "Team", .Value = "books"}, {.Key = "room", .Value = "1"}};
  request.TransitiveTagKeys = {"team", "Team"};
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(roles.terms, (SessionTerms{.tags = {{"Team", "books"}, {"room", "1"}}, .transitive = {"Team"}}));
  EXPECT_THAT(roles.asked_with.at("sts:TransitiveTagKeys"), ElementsAre("team", "Team"));

  call.principal = kInstance;
  call.principal.terms = roles.terms;
  request = helper();
  request.Tags = {{.Key = "shelf", .Value = "3"}};
  request.TransitiveTagKeys = {"shelf"};
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(roles.terms, (SessionTerms{.tags = {{"Team", "books"}, {"shelf", "3"}}, .transitive = {"Team", "shelf"}}));
  request.Tags = {{.Key = "TEAM", .Value = "games"}};
  request.TransitiveTagKeys = {};
  EXPECT_EQ(refusal(request),
            "InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts with a "
            "transitive tag key from the calling session.");
  roles.denied = "sts:TagSession";
  EXPECT_THAT(refusal(helper()), HasSubstr("not authorized to perform: sts:TagSession")) << "though it gives none anew";
}

TEST_F(StsServiceTest, ATransitiveTagIsOneOfTheTags) {
  auto request = helper();
  request.TransitiveTagKeys = {"team"};
  EXPECT_EQ(refusal(request),
            "InvalidParameterValue: The specified transitive tag key must be included in the requested tags.");
}

TEST_F(StsServiceTest, ASourceIdentityStaysThroughEverySession) {
  auto request = helper();
  request.SourceIdentity = "Ada";
  const auto response = sts.AssumeRole(call, request);
  EXPECT_EQ(response.SourceIdentity, "Ada");
  EXPECT_FALSE(response.PackedPolicySize);
  EXPECT_EQ(roles.terms, (SessionTerms{.source_identity = "Ada"}));
  EXPECT_THAT(roles.asked_with.at("sts:SourceIdentity"), ElementsAre("Ada"));

  call.principal = kInstance;
  call.principal.terms = roles.terms;
  EXPECT_EQ(sts.AssumeRole(call, helper()).SourceIdentity, "Ada");
  EXPECT_EQ(roles.terms, (SessionTerms{.source_identity = "Ada"}));
  request.SourceIdentity = "Bob";
  EXPECT_EQ(refusal(request), "ValidationError: The source identity is already set for this assume role session");
  roles.denied = "sts:SetSourceIdentity";
  EXPECT_THAT(refusal(helper()), HasSubstr("not authorized to perform: sts:SetSourceIdentity"));
}

TEST_F(StsServiceTest, RefusesWhatItWouldHaveToPassOver) {
  auto request = helper();
  request.TokenCode = "123456";
  EXPECT_EQ(refusal(request), "ValidationError: Multi-factor authentication is not supported by the embedded region.");
}

std::string token_of(const std::string& claims) { return "e30." + text::base64_encode(claims) + ".c2ln"; }

TEST_F(StsServiceTest, KnowsNoIdentityProvider) {
  const auto refused = [&](const std::string& token) -> std::string {
    try {
      sts.AssumeRoleWithWebIdentity({.RoleArn = kRole, .RoleSessionName = "night", .WebIdentityToken = token});
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  };
  EXPECT_EQ(refused(token_of(R"({"iss":"https://id.example.com/1"})")),
            "InvalidIdentityToken: No OpenIDConnect provider found in your account for https://id.example.com/1");
  EXPECT_EQ(refused("no token"),
            "InvalidIdentityToken: The ID Token provided is not a valid JWT. (You may see this error if you sent an "
            "Access Token)");
}

TEST_F(StsServiceTest, AUserGetsASessionOfTwelveHours) {
  EXPECT_EQ(sts.GetSessionToken(call, {}).Credentials->Expiration, Timestamp(12h));
  const auto credentials = *sts.GetSessionToken(call, {.DurationSeconds = 900}).Credentials;
  EXPECT_EQ(credentials.AccessKeyId, "ASIAUSER");
  EXPECT_EQ(credentials.SessionToken, "token");
  EXPECT_EQ(credentials.Expiration, Timestamp(900s));
}

TEST_F(StsServiceTest, ASessionGetsNoOther) {
  call.principal = kInstance;
  EXPECT_EQ(refusal_of([&] { sts.GetSessionToken(call, {}); }),
            "AccessDenied: Cannot call GetSessionToken with session credentials");
}

TEST_F(StsServiceTest, ADeviceThatNobodyHasProvesNothing) {
  EXPECT_THAT(refusal_of([&] { sts.GetSessionToken(call, {.TokenCode = "123456"}); }),
              StartsWith("AccessDenied: MultiFactorAuthentication failed"));
}

TEST_F(StsServiceTest, AKnownKeyIsTheAccounts) {
  EXPECT_EQ(sts.GetAccessKeyInfo({.AccessKeyId = "AKIAIOSFODNN7EXAMPLE"}).Account, "123456789012");
  EXPECT_THAT(refusal_of([&] { sts.GetAccessKeyInfo({.AccessKeyId = "AKIAAAAAAAAAAAAAAAAA"}); }),
              StartsWith("InvalidClientTokenId: "));
}

TEST_F(StsServiceTest, ADenialIsDecodedByTheRegionThatEncodedItAndByNoOther) {
  const Denial denial{.principal = kUser,
                      .action = "ec2:RunInstances",
                      .resource = "arn:aws:ec2:us-west-2:123456789012:instance/*",
                      .explicitly = true,
                      .context = {{"aws:SourceIp", {"127.0.0.1"}}}};
  const auto encoded = messages.encode(denial);
  EXPECT_NE(encoded, messages.encode(denial));
  EXPECT_THAT(encoded, MatchesRegex("[A-Za-z0-9_-]+"));
  const AuthorizationMessages again(disk, random);
  EXPECT_EQ(again.decode(encoded), messages.decode(encoded));
  EXPECT_EQ(sts.DecodeAuthorizationMessage({.EncodedMessage = encoded}).DecodedMessage,
            R"({"allowed":false,"explicitDeny":true,"matchedStatements":{"items":[]},"failures":{"items":[]},)"
            R"("context":{"principal":{"id":"AIDAAAAAAAAAAAAAAAAAA","arn":"arn:aws:iam::123456789012:user/ada"},)"
            R"("action":"ec2:RunInstances","resource":"arn:aws:ec2:us-west-2:123456789012:instance/*",)"
            R"("conditions":{"items":[{"key":"aws:SourceIp","values":{"items":[{"value":"127.0.0.1"}]}}]}}})");

  Store elsewhere;
  EXPECT_EQ(AuthorizationMessages(elsewhere, random).decode(encoded), std::nullopt);
  auto altered = encoded;
  altered[20] = altered[20] == 'A' ? 'B' : 'A';
  for (const std::string& message : {altered, std::string("x"), std::string("no message at all"), encoded.substr(1)}) {
    EXPECT_EQ(refusal_of([&] { sts.DecodeAuthorizationMessage({.EncodedMessage = message}); }),
              "InvalidAuthorizationMessageException: Message is not valid");
  }
}

TEST_F(StsServiceTest, ADenialNamesTheStatementsThatDeny) {
  Denial denial{.principal = kInstance,
                .action = "ec2:RunInstances",
                .resource = "*",
                .explicitly = true,
                .context = {},
                .denied_by = {{.id = "NotAtNight",
                               .principals = {},
                               .actions = {"ec2:Run*"},
                               .resources = {"*"},
                               .conditions = {{"aws:RequestedRegion", {"a", "b"}}}},
                              {.principals = {"*"}}}};
  const auto decoded = messages.decode(messages.encode(denial)).value();
  EXPECT_THAT(decoded, HasSubstr(R"("matchedStatements":{"items":[{"statementId":"NotAtNight","effect":"DENY",)"
                                 R"("principals":{"items":[{"value":"AROAAAAAAAAAAAAAAAAAA"}]},)"
                                 R"("principalGroups":{"items":[]},"actions":{"items":[{"value":"ec2:Run*"}]},)"
                                 R"("resources":{"items":[{"value":"*"}]},"conditions":{"items":[)"
                                 R"({"key":"aws:RequestedRegion","values":{"items":[{"value":"a"},{"value":"b"}]}}]}},)"
                                 R"({"statementId":"","effect":"DENY","principals":{"items":[{"value":"*"}]},)"));
  constexpr std::size_t kLongestMessage = 10240;
  denial.denied_by.front().actions.assign(1000, "ec2:RunInstances");
  const auto encoded = messages.encode(denial);
  EXPECT_LE(encoded.size(), kLongestMessage);
  EXPECT_THAT(messages.decode(encoded).value(), HasSubstr(R"("matchedStatements":{"items":[]})"));
}

TEST(WebTokenTest, NamesItsIssuer) {
  EXPECT_EQ(issuer_of("e30.eyJpc3MiOiJhPz4-In0.c2ln"), "a?>>") << "the alphabet of URLs, without padding";
  for (const char* token : {"", "..", "a.b", "e30.e30.c2ln", "e30.!!.c2ln", "e30.WzFd.c2ln", "e30.eyJpc3MiOjF9.c2ln"}) {
    EXPECT_EQ(issuer_of(token), std::nullopt) << token;
  }
}

}  // namespace
}  // namespace aws::region::sts
