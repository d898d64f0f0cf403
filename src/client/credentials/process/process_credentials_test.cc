#include "client/credentials/process/process_credentials.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

#include "base/text/timestamp.h"
#include "client/credentials/default_credentials.h"
#include "client/fake_environment.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

struct ProcessCredentialsTest : ::testing::Test {
  ProcessCredentialsTest() { environment.set("PATH", (environment.home() / "bin").string()); }

  void config(const std::string& text) { environment.write(".aws/config", text); }
  // A script that prints keys, numbered by its calls, for so long.
  void write_program(const std::string& name, std::chrono::minutes life) {
    const std::string expiration = text::iso8601(clock.now() + life);
    environment.write_program(
        name,
        fmt::format("cd {}; echo call >> calls; n=0; while read l; do n=$((n+1)); done < calls; echo \"$*\" > said\n"
                    "printf '{{\"Version\": 1, \"AccessKeyId\": \"ASIA%s\", \"SecretAccessKey\": \"s\", "
                    "\"SessionToken\": \"t\", \"Expiration\": \"{}\"}}' $n",
                    environment.home().string(), expiration));
  }
  std::string said() {
    std::ifstream file(environment.home() / "said");
    std::string line;
    std::getline(file, line);
    return line;
  }

  std::unique_ptr<CredentialsProvider> chain(const ClientOptions& options = {}) {
    return default_credentials(options, {clock, random, environment.get()},
                               Profile::load(environment.get(), options.profile));
  }
  std::string problem(const ClientOptions& options = {}) {
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
};

TEST_F(ProcessCredentialsTest, AProfilesProcessIsRunAndRunAgainBeforeTheyExpire) {
  write_program("keys", 60min);
  config("[default]\ncredential_process = keys --for \"$HOME; x\"\n");
  const auto credentials = chain();
  EXPECT_EQ(credentials->get(), (sigv4::Credentials{"ASIA1", "s", "t"}));
  EXPECT_EQ(said(), "--for $HOME; x");
  clock.advance(44min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA1");
  write_program("keys", 60min);
  clock.advance(1min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA2");
}

TEST_F(ProcessCredentialsTest, KeysThatLastAreAskedForOnce) {
  environment.write_program("keys", R"(printf '{"Version": 1, "AccessKeyId": "AKIA", "SecretAccessKey": "s"}')");
  config("[default]\ncredential_process = keys\n");
  const auto credentials = chain();
  EXPECT_EQ(credentials->get(), (sigv4::Credentials{"AKIA", "s", ""}));
  environment.write_program("keys", "exit 1");
  clock.advance(1000h);
  EXPECT_EQ(credentials->get().access_key_id, "AKIA");
}

TEST_F(ProcessCredentialsTest, WhatGoesWrongIsSaidInOneLineWithoutTheKeys) {
  config("[default]\ncredential_process = keys\n");
  const std::string start =
      "InvalidCredentials: credentials in the credential_process of the profile 'default' cannot "
      "be used: ";
  EXPECT_EQ(problem(), start + "keys: there is no such program in PATH");
  environment.write_program("keys", "echo SECRET; echo 'no device:' >&2; echo 'plug it in' >&2; exit 2");
  EXPECT_EQ(problem(), start + "keys ended with status 2 and said: no device: plug it in");
  environment.write_program("keys", "echo SECRET");
  EXPECT_EQ(problem(), start + "not a JSON document");
  environment.write_program("keys", R"(echo '{"Version": 2, "AccessKeyId": "A", "SecretAccessKey": "SECRET"}')");
  EXPECT_EQ(problem(), start + "its Version is not 1");
  environment.write_program("keys", R"(echo '{"Version": 1, "AccessKeyId": "A"}')");
  EXPECT_EQ(problem(), start + "no AccessKeyId or no SecretAccessKey");
  write_program("keys", -1min);
  EXPECT_EQ(problem(), start + "they expired at 2026-01-02T03:03:05.000Z");
  config("[default]\ncredential_process = keys 'x\n");
  EXPECT_EQ(problem(), start + "it has a quote that is not closed");
}

constexpr const char* kSignOn = "[profile work]\nsso_session = us\nsso_account_id = 1\nsso_role_name = r\n";
const ClientOptions kWorkOnAws{.profile = "work", .allow_aws = true};

TEST_F(ProcessCredentialsTest, SingleSignOnGoesThroughTheAwsCli) {
  write_program("aws", 60min);
  config(kSignOn);
  const auto credentials = chain(kWorkOnAws);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA1");
  EXPECT_EQ(said(), "configure export-credentials --profile work --format process");
  write_program("aws", 120min);
  clock.advance(45min);
  EXPECT_EQ(credentials->get().access_key_id, "ASIA2");
}

TEST_F(ProcessCredentialsTest, WhoIsNotSignedInIsToldHowTo) {
  config(kSignOn);
  const std::string advice = "sign in with `aws sso login --profile work` (AWS CLI version 2) and try again";
  EXPECT_THAT(problem(kWorkOnAws), AllOf(HasSubstr("aws: there is no such program in PATH"), HasSubstr(advice)));
  environment.write_program("aws", "echo 'Error loading SSO Token: Token for us does not exist' >&2; exit 255");
  EXPECT_THAT(problem(kWorkOnAws), AllOf(HasSubstr("aws ended with status 255 and said: Error loading SSO Token: Token "
                                                   "for us does not exist"),
                                         HasSubstr(advice)));
}

TEST_F(ProcessCredentialsTest, NobodySignsOnToAwsUnasked) {
  write_program("aws", 60min);
  config(kSignOn);
  EXPECT_THAT(problem({.profile = "work"}),
              AllOf(HasSubstr("NoCredentials"), HasSubstr("single sign-on of the profile 'work'"),
                    HasSubstr("not asked, only with --aws")));
  EXPECT_EQ(said(), "");
}

}  // namespace
}  // namespace aws::client
