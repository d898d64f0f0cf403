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
  environment.write(".aws/credentials", "[work]\naws_access_key_id = AKIA1\naws_secret_access_key=a=b\n");
  environment.write(".aws/config",
                    "# mine\n[default]\nregion = eu-west-1\n\n[profile  work]\nregion=us-west-2\n"
                    "aws_access_key_id = AKIA2\naws_session_token = other\n");
  const auto work = Profile::load(environment.get(), "work");
  EXPECT_EQ(work.get("region"), "us-west-2");
  EXPECT_EQ(work.key_setting("aws_access_key_id"), "AKIA1");
  EXPECT_EQ(work.key_setting("aws_secret_access_key"), "a=b");
  EXPECT_EQ(work.key_setting("aws_session_token"), std::nullopt) << "of the other file's key";
  EXPECT_EQ(Profile::load(environment.get()).get("region"), "eu-west-1");
}

struct Spelling {
  const char* what;
  std::string text;
};

// Each says the same in its own way, as the AWS command line reads it (tests/conformance/codecs/ini_test.py asks it).
TEST(Profile, IsReadHoweverItIsSpelt) {
  for (const auto& [what, text] : std::vector<Spelling>{
           {"plain", "[profile x]\nregion=r\noutput=json\n"},
           {"blanks", "  [profile   x]  \n\n  region   =  r  \n\n  output = json\n"},
           {"indented", "[profile x]\n region = r\n output = json\n"},
           {"indented by tabs", "[profile x]\n\tregion = r\n\toutput = json\n"},
           {"less and less indented", "[profile x]\n   region = r\n output = json\n"},
           {"comments", "# a\n[profile x] # b\n; c\nregion = r\n # e\noutput = json\n"},
           {"behind the bracket", "[profile x];b\nregion = r\noutput = json\n"},
           {"quotes", "[profile \"x\"]\nregion = r\noutput = json\n"},
           {"single quotes", "[profile 'x' ]\nregion = r\noutput = json\n"},
           {"carriage returns", "[profile x]\r\nregion = r\r\noutput = json\r\n"},
           {"a colon", "[profile x]\nregion: r\noutput : json\n"},
           {"capitals", "[profile x]\nRegion = r\nOUTPUT = json\n"},
           {"no end of line", "[profile x]\noutput = json\nregion = r"},
           {"in all sections", "[DEFAULT]\nregion = s\noutput = json\n[profile x]\nregion = r\n"},
           {"twice, quoted otherwise", "[profile x]\nregion = s\n[profile \"x\"]\nregion = r\noutput = json\n"},
           {"after settings below another", "[profile x]\ns3 =\n  region = s\nregion = r\noutput = json\n"},
           {"all of it indented", " [profile x]\n  s3 =\n    region = s\n  region = r\n  output = json\n"}}) {
    FakeEnvironment environment{};
    environment.write(".aws/config", text);
    const auto profile = Profile::load(environment.get(), "x");
    EXPECT_EQ(profile.get("region"), "r") << what;
    EXPECT_EQ(profile.get("output"), "json") << what;
  }
}

// As the command line has it: "profile" is written small and first, and a name with blanks stands in quotes.
TEST(Profile, IsNoneWhenItsSectionHasAnotherName) {
  for (const char* section : {"[Profile x]", "[ profile x]", "[x]", "[profile x y]", "[profile x"}) {
    FakeEnvironment environment{};
    environment.write(".aws/config", "[profile \"my own\"]\nregion = m\n" + std::string(section) + "\nregion = r\n");
    EXPECT_THROW(Profile::load(environment.get(), "x"), Error) << section;
  }
  FakeEnvironment environment{};
  environment.write(".aws/config", "[Profile x]\nregion = r\n[profile \"my own\"]\nregion = m\n");
  EXPECT_THAT(error_of([&] { Profile::load(environment.get(), "x"); }), HasSubstr("there is no profile 'x' in "));
  EXPECT_EQ(Profile::load(environment.get(), "my own").get("region"), "m");
}

TEST(Profile, IsRefusedWithTheLineWhereTheCommandLineWouldRefuseIt) {
  for (const auto& [problem, text] : std::vector<Spelling>{
           {"config:2: neither '[section]' nor 'setting = value'", "[default]\nregion us-west-2\n"},
           {"config:2: neither '[section]' nor 'setting = value'", "[default]\n= us-west-2\n"},
           {"config:1: a setting before the first '[section]'", "region = us-west-2\n"},
           {"config:1: begins with a byte order mark", "\xEF\xBB\xBF[default]\nregion = r\n"},
           {"config:2: not UTF-8", "[default]\nregion = \xFF\n"},
           {"config:3: a second section [profile x]", "[profile x]\r\nregion = r\r\n[profile x]\r\n"},
           {"config:3: a second setting 'region' in its section", "[default]\nregion = r\nRegion = r\n"},
           {"config:4: not 'setting = value', below another setting", "[default]\ns3 =\n  a = b\n  c: d\n"}}) {
    FakeEnvironment environment{};
    environment.write(".aws/config", text);
    EXPECT_THAT(error_of([&] { Profile::load(environment.get()); }), HasSubstr(problem));
  }
}

TEST(IniFile, SettingsBelowAnotherAreItsOwn) {
  const auto file = parse_ini("[profile x]\n  s3 =\n      endpoint_url = e\n\n      Max = 1\n  region = r\n", "f");
  const IniSettings expected{{"s3", {.value = "", .below = {{"Max", "1"}, {"endpoint_url", "e"}}}},
                             {"region", {.value = "r", .below = {}}}};
  EXPECT_EQ(file.at(0).settings, expected);
}

TEST(IniFile, WhatIsIndentedFurtherBelowAValueIsMoreOfIt) {
  const auto file = parse_ini("[default]\nregion = r # d\n  output = json\n\n", "f");
  EXPECT_EQ(file.at(0).settings.at("region").value, "r # d\noutput = json");
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

TEST(Profile, WithoutAHomeThereIsNone) { EXPECT_EQ(Profile::load({}).get("region"), std::nullopt); }

}  // namespace
}  // namespace aws::client
