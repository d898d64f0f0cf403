#include "client/credentials/default_credentials.h"

#include <gmock/gmock.h>

#include "client/credentials/fake_token_service.h"
#include "client/fake_environment.h"
#include "client/http/fake_network.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Variables = FakeEnvironment::Variables;
const Variables kKeyVariables{
    {"AWS_ACCESS_KEY_ID", "AKIAENV"}, {"AWS_SECRET_ACCESS_KEY", "s"}, {"AWS_SESSION_TOKEN", "t"}};
constexpr const char* kProfiles =
    "[default]\naws_access_key_id=AKIADEFAULT\naws_secret_access_key=s\n"
    "[work]\naws_access_key_id=AKIAWORK\naws_secret_access_key=s\naws_session_token=t\n";

struct DefaultCredentialsTest : ::testing::Test {
  std::unique_ptr<CredentialsProvider> chain(const FakeEnvironment& environment, const ClientOptions& options = {}) {
    return default_credentials(options, {clock, random, environment.get(), network.maker()},
                               Profile::load(environment.get(), options.profile));
  }

  testing::SimulatedClock clock;
  SeededRandom random{1};
  FakeNetwork network;
};

std::string printing(const std::string& key) {
  return R"(printf '{"Version": 1, "AccessKeyId": ")" + key + R"(", "SecretAccessKey": "s"}')";
}

http::Response metadata(const http::Request& request) {
  if (request.target.ends_with("/api/token")) return {.body = "token"};
  if (request.target.ends_with("security-credentials/")) return {.body = "role"};
  return {.body = R"({"Code": "Success", "AccessKeyId": "ASIAINSTANCE", "SecretAccessKey": "s", "Token": "t"})"};
}

// Every place has credentials; one after the other goes away.
TEST_F(DefaultCredentialsTest, ThePlacesHaveTheOrderOfTheSdkForCpp) {
  FakeEnvironment environment(kKeyVariables);
  const auto first = [&] {
    return chain(environment, {.region = "us-west-2", .allow_aws = true})->get().access_key_id;
  };
  FakeTokenService service(clock);
  network["https://sts.us-west-2.amazonaws.com"] = [&](const auto& request) { return service.answer(request); };
  network["http://169.254.169.254"] = metadata;
  network["http://169.254.170.2"] = [](const auto&) {
    return http::Response{.body = R"({"AccessKeyId": "ASIABOX", "SecretAccessKey": "s", "Token": "t"})"};
  };
  const std::string token = environment.write("token", "x").string();
  environment.set("PATH", (environment.home() / "bin").string());
  environment.write_program("keys", printing("AKIAPROCESS"));
  environment.write_program("aws", printing("AKIASSO"));
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/c");
  environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", token);
  environment.set("AWS_ROLE_ARN", "of the environment");
  const std::string sso = "[default]\nsso_session = s\n";
  const std::string identity = sso + "web_identity_token_file = " + token + "\nrole_arn = of the profile\n";
  const std::string process = sso + "credential_process = keys\n";
  const std::string keys = process + "aws_access_key_id = AKIAKEYS\naws_secret_access_key = s\n";
  environment.write(".aws/config", keys + "role_arn = assumed\nsource_profile = default\n");

  EXPECT_EQ(first(), "AKIAENV");
  environment.set("AWS_ACCESS_KEY_ID", "");
  EXPECT_EQ(first(), "ASIA1");
  EXPECT_EQ(service.roles.at(0).RoleArn, "assumed");
  environment.write(".aws/config", keys);
  EXPECT_EQ(first(), "AKIAKEYS");
  environment.write(".aws/config", process);
  EXPECT_EQ(first(), "AKIAPROCESS");
  environment.write(".aws/config", identity);
  EXPECT_EQ(first(), "ASIA2");
  EXPECT_EQ(service.identities.at(0).RoleArn, "of the environment");
  environment.set("AWS_WEB_IDENTITY_TOKEN_FILE", "");
  EXPECT_EQ(first(), "ASIA3");
  EXPECT_EQ(service.identities.at(1).RoleArn, "of the profile");
  environment.write(".aws/config", sso);
  EXPECT_EQ(first(), "AKIASSO");
  environment.write(".aws/config", "");
  EXPECT_EQ(first(), "ASIABOX");
  environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "");
  EXPECT_EQ(first(), "ASIAINSTANCE");
}

TEST_F(DefaultCredentialsTest, TheEnvironmentComesBeforeTheProfile) {
  const FakeEnvironment environment(kKeyVariables);
  environment.write(".aws/credentials", kProfiles);
  EXPECT_EQ(chain(environment)->get(), (sigv4::Credentials{"AKIAENV", "s", "t"}));
}

TEST_F(DefaultCredentialsTest, AProfileThatWasAskedForComesBeforeTheEnvironment) {
  const FakeEnvironment environment(kKeyVariables);
  environment.write(".aws/credentials", kProfiles);
  EXPECT_EQ(chain(environment, {.profile = "work"})->get(), (sigv4::Credentials{"AKIAWORK", "s", "t"}));
}

TEST_F(DefaultCredentialsTest, TheProfileIsNextAndMayLieInTheConfigFile) {
  const FakeEnvironment environment{};
  environment.write(".aws/config", "[default]\naws_access_key_id=AKIACONFIG\naws_secret_access_key=s\n");
  EXPECT_EQ(chain(environment)->get().access_key_id, "AKIACONFIG");
}

TEST_F(DefaultCredentialsTest, NoneNamesEveryPlaceInOneLine) {
  const FakeEnvironment environment{};
  const std::string files = environment.home().string() + "/.aws/";
  try {
    chain(environment)->get();
    FAIL() << "found credentials";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "NoCredentials");
    EXPECT_EQ(error.message(),
              "no credentials found; looked in: the environment (AWS_ACCESS_KEY_ID); the role_arn of the profile "
              "'default'; the profile 'default' (" +
                  files + "credentials, " + files +
                  "config); the credential_process of the profile 'default'; a web identity "
                  "(AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN); the web_identity_token_file of the profile "
                  "'default'; single sign-on of the profile 'default' (sso_session, sso_start_url): not asked, only "
                  "with --aws; the instance's metadata: not asked, only with --aws");
  }
  EXPECT_THAT(network.seen(), IsEmpty());
}

TEST_F(DefaultCredentialsTest, AnInstanceIsAskedUnlessItsMetadataAreSwitchedOff) {
  FakeEnvironment environment{{"AWS_EC2_METADATA_DISABLED", "true"}};
  network["http://169.254.169.254"] = metadata;
  try {
    chain(environment, {.allow_aws = true})->get();
    FAIL() << "found credentials";
  } catch (const Error& error) {
    EXPECT_THAT(error.message(), HasSubstr("the instance's metadata: not asked, AWS_EC2_METADATA_DISABLED is true"));
  }
  EXPECT_THAT(network.seen(), IsEmpty());
  environment.set("AWS_EC2_METADATA_DISABLED", "false");
  EXPECT_EQ(chain(environment, {.allow_aws = true})->get().access_key_id, "ASIAINSTANCE");
}

TEST_F(DefaultCredentialsTest, WithoutAwsOnlyWhatIsNamedOnThisMachineIsAsked) {
  FakeEnvironment environment{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "https://agent.example/c"}};
  EXPECT_THROW(chain(environment)->get(), Error);
  EXPECT_THAT(network.seen(), IsEmpty());
  environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/c");
  EXPECT_THROW(chain(environment)->get(), Error);
  EXPECT_EQ(network.seen().at(0).base_url, "http://127.0.0.1:1");
  environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "");
  environment.set("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.31.0.5:1338");
  network["http://127.31.0.5:1338"] = metadata;
  EXPECT_EQ(chain(environment)->get().access_key_id, "ASIAINSTANCE");
}

TEST_F(DefaultCredentialsTest, HalfAKeyPairIsAnError) {
  const FakeEnvironment environment{{"AWS_ACCESS_KEY_ID", "AKIA"}};
  EXPECT_THROW(chain(environment)->get(), Error);
}

}  // namespace
}  // namespace aws::client
