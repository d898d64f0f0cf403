// Roles that are assumed: by profiles and by web identities.
#include <gmock/gmock.h>

#include "client/credentials/default_credentials.h"
#include "client/credentials/fake_token_service.h"
#include "client/fake_environment.h"
#include "client/http/fake_network.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr const char* kService = "https://sts.eu-west-1.amazonaws.com";
constexpr const char* kKeyProperties = "aws_access_key_id = AKIABASE\naws_secret_access_key = s\n";

struct RoleCredentialsTest : ::testing::Test {
  RoleCredentialsTest() {
    environment.set("AWS_REGION", "eu-west-1");
    network[kService] = [this](const http::Request& request) { return service.answer(request); };
  }

  void config(const std::string& text) { environment.write(".aws/config", text); }

  std::unique_ptr<CredentialsProvider> chain(const ClientOptions& options = {.allow_aws = true}) {
    return default_credentials(options, {clock, random, environment.get(), network.maker()},
                               Profile::load(environment.get(), options.profile));
  }
  std::string key() { return chain()->get().access_key_id; }
  std::string problem(const ClientOptions& options = {.allow_aws = true}) {
    try {
      chain(options)->get();
      return "none";
    } catch (const Error& error) {
      return error.what();
    }
  }

  testing::SimulatedClock clock;
  SeededRandom random{1};
  FakeEnvironment environment{};
  FakeNetwork network;
  FakeTokenService service{clock};
};

TEST_F(RoleCredentialsTest, AProfilesRoleIsAssumedWithTheKeysOfItsSource) {
  config(
      "[default]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nexternal_id = x\nduration_seconds = 900\n"
      "role_session_name = me\n[profile base]\n" +
      std::string(kKeyProperties));
  EXPECT_EQ(chain()->get(), (sigv4::Credentials{"ASIA1", "s", "t"}));
  ASSERT_EQ(service.roles.size(), 1);
  EXPECT_EQ(service.roles[0].RoleArn, "arn:aws:iam::1:role/r");
  EXPECT_EQ(service.roles[0].RoleSessionName, "me");
  EXPECT_EQ(service.roles[0].ExternalId, "x");
  EXPECT_EQ(service.roles[0].DurationSeconds, 900);
  EXPECT_EQ(service.callers[0].access_key_id, "AKIABASE");
  EXPECT_EQ(service.callers[0].region, "eu-west-1");
}

TEST_F(RoleCredentialsTest, ASessionIsRenewedBeforeItEnds) {
  config("[default]\nrole_arn = r\nsource_profile = default\n" + std::string(kKeyProperties));
  const auto credentials = chain();
  EXPECT_EQ(credentials->get().access_key_id, "ASIA1");
  clock.advance(44min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA1");
  clock.advance(1min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA2");
  EXPECT_EQ(service.roles[1].RoleSessionName, "resilient-service-" + std::to_string(1767323045 + 45 * 60));
  service.refuses = true;
  clock.advance(45min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA2") << "while they are good";
}

TEST_F(RoleCredentialsTest, RolesCanBeAChain) {
  config(
      "[default]\nrole_arn = last\nsource_profile = middle\n"
      "[profile middle]\nrole_arn = first\nsource_profile = base\n[profile base]\n" +
      std::string(kKeyProperties));
  EXPECT_EQ(key(), "ASIA2");
  EXPECT_EQ(service.roles[0].RoleArn, "first");
  EXPECT_EQ(service.roles[1].RoleArn, "last");
  EXPECT_EQ(service.callers[1].access_key_id, "ASIA1");
}

TEST_F(RoleCredentialsTest, AChainThatIsARingIsNamed) {
  config(
      "[profile a]\nrole_arn = r\nsource_profile = b\n[profile b]\nrole_arn = r\nsource_profile = c\n"
      "[profile c]\nrole_arn = r\nsource_profile = b\n");
  EXPECT_THAT(problem({.profile = "a", .allow_aws = true}), HasSubstr("source_profile leads from b to c to b again"));
  EXPECT_THAT(network.seen(), IsEmpty());
}

TEST_F(RoleCredentialsTest, CredentialSourceIsBesideTheProfiles) {
  environment.set("AWS_ACCESS_KEY_ID", "AKIAENV");
  environment.set("AWS_SECRET_ACCESS_KEY", "s");
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/me");
  network["http://169.254.170.2"] = [](const auto&) {
    return http::Response{.body = R"({"AccessKeyId": "ASIABOX", "SecretAccessKey": "s", "Token": "t"})"};
  };
  config(
      "[profile env]\nrole_arn = r\ncredential_source = Environment\n"
      "[profile box]\nrole_arn = r\ncredential_source = EcsContainer\n"
      "[profile odd]\nrole_arn = r\ncredential_source = Moon\n");
  chain({.profile = "env", .allow_aws = true})->get();
  chain({.profile = "box", .allow_aws = true})->get();
  EXPECT_EQ(service.callers[0].access_key_id, "AKIAENV");
  EXPECT_EQ(service.callers[1].access_key_id, "ASIABOX");
  EXPECT_THAT(problem({.profile = "odd", .allow_aws = true}),
              HasSubstr("'Moon' but must be Environment, Ec2InstanceMetadata or EcsContainer"));
}

TEST_F(RoleCredentialsTest, HalfAConfigurationIsAnErrorThatNamesIt) {
  config("[default]\nrole_arn = r\n");
  EXPECT_THAT(problem(), HasSubstr("the role_arn of the profile 'default' cannot be used: it needs a source_profile"));
  config("[default]\nrole_arn = r\nsource_profile = gone\n");
  EXPECT_THAT(problem(), HasSubstr("there is no profile 'gone'"));
  config("[default]\nrole_arn = r\nsource_profile = x\ncredential_source = Environment\n");
  EXPECT_THAT(problem(), HasSubstr("only one can count"));
  config("[default]\nrole_arn = r\nsource_profile = base\nduration_seconds = 1h\n[profile base]\n" +
         std::string(kKeyProperties));
  EXPECT_THAT(problem(), HasSubstr("duration_seconds is '1h'"));
  config("[default]\nrole_arn = r\nsource_profile = base\n[profile base]\nregion = x\n");
  EXPECT_THAT(problem(), HasSubstr("no credentials found; looked in: the role_arn of the profile 'base'; "));
}

TEST_F(RoleCredentialsTest, NobodyIsAskedForACode) {
  config("[default]\nrole_arn = r\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n");
  EXPECT_THAT(problem(), HasSubstr("mfa_serial asks for a code of arn:aws:iam::1:mfa/me"));
}

TEST_F(RoleCredentialsTest, WhatTheServiceRefusesIsSaid) {
  config("[default]\nrole_arn = r\nsource_profile = base\n[profile base]\n" + std::string(kKeyProperties));
  service.refuses = true;
  EXPECT_EQ(
      problem(),
      "InvalidCredentials: credentials in the role_arn of the profile 'default' cannot be used: AccessDenied: you "
      "may not");
}

TEST_F(RoleCredentialsTest, NothingLeavesTheMachineUnlessItMay) {
  config("[default]\nrole_arn = r\nsource_profile = base\n[profile base]\n" + std::string(kKeyProperties));
  EXPECT_THAT(problem({}), HasSubstr("NoEndpoint: no endpoint for STS"));
  EXPECT_THAT(network.seen(), IsEmpty());
  network["http://127.0.0.1:1"] = network[kService];
  EXPECT_EQ(chain({.endpoint_url = "http://127.0.0.1:1"})->get().access_key_id, "ASIA1");
}

TEST_F(RoleCredentialsTest, AWebIdentityNeedsNoSignatureAndItsTokenIsReadAnew) {
  const auto token = environment.write("token", "one\n");
  environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", token.string());
  environment.set("AWS_ROLE_ARN", "arn:aws:iam::1:role/pod");
  environment.set("AWS_ROLE_SESSION_NAME", "pod-1");
  const auto credentials = chain();
  EXPECT_EQ(credentials->get(), (sigv4::Credentials{"ASIA1", "s", "t"}));
  EXPECT_FALSE(network.seen().at(0).request.headers.find("Authorization"));
  environment.write("token", "two\n");
  clock.advance(45min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA2");
  ASSERT_EQ(service.identities.size(), 2);
  EXPECT_EQ(service.identities[0].RoleArn, "arn:aws:iam::1:role/pod");
  EXPECT_EQ(service.identities[0].RoleSessionName, "pod-1");
  EXPECT_EQ(service.identities[0].WebIdentityToken, "one");
  EXPECT_EQ(service.identities[1].WebIdentityToken, "two");
}

TEST_F(RoleCredentialsTest, AProfileMayHaveAWebIdentity) {
  const auto token = environment.write("token", "one");
  config("[profile pod]\nrole_arn = r\nweb_identity_token_file = " + token.string() + "\n");
  EXPECT_EQ(chain({.profile = "pod", .allow_aws = true})->get().access_key_id, "ASIA1");
  EXPECT_THAT(*service.identities.at(0).RoleSessionName, StartsWith("resilient-service-"));
}

TEST_F(RoleCredentialsTest, HalfAWebIdentityIsAnError) {
  environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token");
  EXPECT_THAT(problem(), HasSubstr("AWS_ROLE_ARN) cannot be used: the ARN of the role is missing"));
  environment.set("AWS_ROLE_ARN", "r");
  EXPECT_THAT(problem(), HasSubstr("/nowhere/token is empty or cannot be read"));
}

}  // namespace
}  // namespace aws::client
