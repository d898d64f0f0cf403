#include "client/profile.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "client/fake_environment.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;

std::string error_of(const std::function<void()>& call) {
  try {
    call();
    return "no error";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Profile, ReadsBothFilesAndTheCredentialsFileWins) {
  FakeEnvironment environment{};
  environment.write(".aws/credentials", "[work]\naws_access_key_id = AKIA1\naws_secret_access_key=a=b # not in it\n");
  environment.write(".aws/config",
                    "# mine\n[default]\nregion = eu-west-1\n\n[ profile  work ]\nregion=us-west-2\n"
                    "aws_access_key_id = AKIA2\naws_session_token = other\n");
  const auto work = Profile::load(environment.get(), "work");
  EXPECT_EQ(work.get("region"), "us-west-2");
  EXPECT_EQ(work.key_setting("aws_access_key_id"), "AKIA1");
  EXPECT_EQ(work.key_setting("aws_secret_access_key"), "a=b");
  EXPECT_EQ(work.key_setting("aws_session_token"), std::nullopt) << "of the other file's key";
  EXPECT_EQ(Profile::load(environment.get()).get("region"), "eu-west-1");
}

TEST(Profile, AWS_PROFILENamesIt) {
  FakeEnvironment environment{{"AWS_PROFILE", "work"}, {"AWS_CONFIG_FILE", "~/elsewhere"}};
  environment.write("elsewhere", "[profile work]\nregion = ap-south-1\n");
  EXPECT_EQ(Profile::load(environment.get()).get("region"), "ap-south-1");
}

TEST(Profile, BothFilesMayBeElsewhere) {
  FakeEnvironment environment{{"AWS_DEFAULT_PROFILE", "work"}, {"AWS_PROFILE", "gone"}};
  environment.set("AWS_SHARED_CREDENTIALS_FILE", environment.write("keys", "[work]\naws_access_key_id = A\n").string());
  environment.set("AWS_CONFIG_FILE", environment.write("settings", "[profile work]\nregion = r\n").string());
  const auto work = Profile::load(environment.get());
  EXPECT_EQ(work.key_setting("aws_access_key_id"), "A");
  EXPECT_EQ(work.get("region"), "r");
}

TEST(Profile, OneThatIsAskedForMustBeThere) {
  FakeEnvironment environment{};
  EXPECT_EQ(Profile::load(environment.get()).name(), "default");
  EXPECT_THAT(error_of([&] { Profile::load(environment.get(), "work"); }), HasSubstr("there is no profile 'work' in "));
}

TEST(Profile, HasASectionOfServices) {
  FakeEnvironment environment{};
  environment.write(".aws/config",
                    "[default]\nservices = local\n[services local]\ndynamodb =\n  endpoint_url = http://127.0.0.1:1\n"
                    "ec2 =\n  endpoint_url = http://127.0.0.1:2\n");
  const auto profile = Profile::load(environment.get());
  EXPECT_EQ(profile.service_setting("dynamodb", "endpoint_url"), "http://127.0.0.1:1");
  EXPECT_EQ(profile.service_setting("ec2", "endpoint_url"), "http://127.0.0.1:2");
  EXPECT_EQ(profile.service_setting("iam", "endpoint_url"), std::nullopt);
}

TEST(Profile, AMissingSectionOfServicesIsAnError) {
  FakeEnvironment environment{};
  environment.write(".aws/config", "[default]\nservices = gone\n");
  const auto profile = Profile::load(environment.get());
  EXPECT_THAT(error_of([&] { profile.service_setting("ec2", "endpoint_url"); }), HasSubstr("[services gone]"));
}

TEST(Profile, ABrokenLineIsNamed) {
  FakeEnvironment environment{};
  environment.write(".aws/config", "[default]\nregion us-west-2\n");
  EXPECT_THAT(error_of([&] { Profile::load(environment.get()); }),
              HasSubstr("config:2: neither '[section]' nor 'setting = value'"));
  environment.write(".aws/config", "region = us-west-2\n");
  EXPECT_THAT(error_of([&] { Profile::load(environment.get()); }), HasSubstr("config:1: a setting before"));
}

TEST(Profile, WithoutAHomeThereIsNone) { EXPECT_EQ(Profile::load({}).get("region"), std::nullopt); }

}  // namespace
}  // namespace aws::client
