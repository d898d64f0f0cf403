#include "resilient_service/testing/embedded_region.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "testing/temporary_folder.h"

using aws::testing::EmbeddedRegion;
using aws::testing::EmbeddedRegionOptions;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace {

EmbeddedRegionOptions here() {
  EmbeddedRegionOptions options;
  options.program = PROGRAM;
  return options;
}

std::string refusal(const EmbeddedRegionOptions& options) {
  try {
    const EmbeddedRegion region(options);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

bool answers(const std::string& url) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool connected = connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(connection);
  return connected;
}

TEST(EmbeddedRegion, AnswersForAsLongAsItLives) {
  std::string url;
  {
    const EmbeddedRegion region(here());
    url = region.endpoint_url();
    EXPECT_THAT(url, StartsWith("http://127.0.0.1:"));
    EXPECT_THAT(region.access_key_id(), StartsWith("AKIA"));
    EXPECT_NE(region.secret_access_key(), "");
    EXPECT_EQ(region.region(), "us-west-2");
    EXPECT_TRUE(answers(url));
  }
  EXPECT_FALSE(answers(url));
}

TEST(EmbeddedRegion, LeavesNoFile) {
  const aws::testing::TemporaryFolder temporary;
  setenv("TMPDIR", temporary.path().c_str(), 1);
  {
    const EmbeddedRegion region(here());
    EXPECT_FALSE(std::filesystem::is_empty(temporary.path()));
  }
  EXPECT_TRUE(std::filesystem::is_empty(temporary.path()));
  unsetenv("TMPDIR");
}

TEST(EmbeddedRegion, TwoAtOnceAreTwo) {
  const EmbeddedRegion one(here());
  const EmbeddedRegion other(here());
  EXPECT_NE(one.endpoint_url(), other.endpoint_url());
}

TEST(EmbeddedRegion, TakesItsOptions) {
  const aws::testing::TemporaryFolder folder;
  EmbeddedRegionOptions options = here();
  options.region = "eu-central-1";
  options.speed = 0.5;
  options.chaos_file = folder.write("chaos.txt", "seed 7\n").string();
  const EmbeddedRegion region(options);
  EXPECT_EQ(region.region(), "eu-central-1");
  EXPECT_THAT(region.log(), HasSubstr("misbehaves on purpose"));
}

TEST(EmbeddedRegion, ThatDoesNotStartSaysWhy) {
  EmbeddedRegionOptions options = here();
  options.region = "nowhere";
  EXPECT_THAT(refusal(options), HasSubstr("'nowhere'"));
  options = here();
  options.chaos_file = "/no/such/file";
  EXPECT_THAT(refusal(options), HasSubstr("/no/such/file"));
  options.program = "/no/such/program";
  EXPECT_EQ(refusal(options),
            "no embedded region: /no/such/program: No such file or directory; is it installed, and on the PATH?");
  options.program = "false";
  EXPECT_EQ(refusal(options), "no embedded region: false ended with 1");
}

TEST(EmbeddedRegion, IsGivenUpWhenItSaysNothing) {
  const aws::testing::TemporaryFolder folder;
  const auto program = folder.write("silent", "#!/bin/sh\nexec tail -f /dev/null\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  EmbeddedRegionOptions options = here();
  options.program = program.string();
  options.patience = std::chrono::seconds(0);
  EXPECT_THAT(refusal(options), HasSubstr("was not ready in time"));
}

TEST(EmbeddedRegion, IsWhatTheEnvironmentNames) {
  setenv("AWS_PROFILE", "somebody", 1);
  setenv("AWS_SESSION_TOKEN", "of somebody", 1);
  const EmbeddedRegion region(here());
  region.export_to_environment();
  EXPECT_EQ(getenv("AWS_ENDPOINT_URL"), region.endpoint_url());
  EXPECT_EQ(getenv("AWS_ACCESS_KEY_ID"), region.access_key_id());
  EXPECT_EQ(getenv("AWS_SECRET_ACCESS_KEY"), region.secret_access_key());
  EXPECT_EQ(getenv("AWS_REGION"), region.region());
  EXPECT_EQ(getenv("AWS_DEFAULT_REGION"), region.region());
  EXPECT_EQ(getenv("AWS_PROFILE"), nullptr);
  EXPECT_EQ(getenv("AWS_SESSION_TOKEN"), nullptr);
}

using EmbeddedRegionDeathTest = ::testing::Test;

TEST(EmbeddedRegionDeathTest, IsNotEndedByAForkOfItsProcess) {
  const EmbeddedRegion region(here());
  EXPECT_EXIT(
      {
        region.~EmbeddedRegion();
        _exit(0);
      },
      ::testing::ExitedWithCode(0), "");
  EXPECT_TRUE(answers(region.endpoint_url()));
}

}  // namespace
