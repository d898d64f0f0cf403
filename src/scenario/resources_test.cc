#include "scenario/resources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "scenario/fakes/resource_folder.h"

namespace aws::scenario {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

class ResourcesTest : public ::testing::Test {
 protected:
  Resources read() { return read_resources(folder_.path(), 8080, Names("mine")); }

  std::string refusal() {
    try {
      read();
      return "none";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "InvalidResourceFile");
      EXPECT_EQ(error.message().find('\n'), std::string::npos) << "more than one line";
      return error.message();
    }
  }

  ResourceFolder folder_;
};

TEST_F(ResourcesTest, AreReadAsTheServicesTakeThem) {
  const auto resources = read();
  ASSERT_EQ(resources.recommendations.size(), 1u);
  EXPECT_EQ(resources.recommendations[0].at("ItemId").N, "1");
  EXPECT_EQ(resources.recommendations[0].at("Title").S, "Delicatessen");
  EXPECT_THAT(resources.instance_policy, HasSubstr("Statement"));
}

TEST_F(ResourcesTest, TheStartupScriptCarriesTheServerAndThePort) {
  EXPECT_EQ(read().user_data, "#!/bin/bash\ncat > server.py <<'END'\nserve()\nEND\nserver.py 8080 mine\n");
}

TEST_F(ResourcesTest, OfTheProjectAreInOrder) {
  const auto resources = read_resources(RESOURCES_FOLDER, 80, Names("mine"));
  EXPECT_GE(resources.recommendations.size(), 9u);
  EXPECT_THAT(resources.user_data, HasSubstr("port=80\n"));
  EXPECT_EQ(resources.user_data.find("@SERVER_PY@"), std::string::npos);
  EXPECT_THAT(resources.user_data, HasSubstr("prefix=mine\n"));
  EXPECT_LT(resources.user_data.size(), 16u * 1024);
  EXPECT_THAT(resources.instance_policy, HasSubstr(":table/mine-recommendation-service\""));
}

TEST_F(ResourcesTest, AMissingFileIsNamed) {
  std::filesystem::remove(folder_.path() / "ssm_only_policy.json");
  EXPECT_THAT(refusal(), HasSubstr("ssm_only_policy.json: cannot be read"));
}

TEST_F(ResourcesTest, WhatIsNotJsonIsNamedWithItsLine) {
  folder_.write("recommendations.json", "[\n  {\"MediaType\": {\"S\": \"Book\"},\n   ItemId: 1}\n]");
  EXPECT_THAT(refusal(), HasSubstr("recommendations.json: line 3: not JSON: syntax error"));
  folder_.write("recommendations.json", "[\n  {\"MediaType\"");
  EXPECT_THAT(refusal(), HasSubstr("recommendations.json: line 2: not JSON: incomplete JSON"));
  folder_.write("recommendations.json", "[]\n[]");
  EXPECT_THAT(refusal(), HasSubstr("recommendations.json: line 2: not JSON: text after the end"));
}

TEST_F(ResourcesTest, ARecommendationWithoutItsKeysIsNamed) {
  folder_.write("recommendations.json", R"([{"MediaType": {"S": "Book"}, "ItemId": {"N": 1}}])");
  EXPECT_THAT(refusal(), EndsWith(R"(item 1: 'ItemId' is neither {"S": "..."} nor {"N": "..."})"));
  folder_.write("recommendations.json", R"([{"MediaType": {"S": "Book"}}])");
  EXPECT_THAT(refusal(), EndsWith("item 1 needs a MediaType of type S and an ItemId of type N"));
}

TEST_F(ResourcesTest, WhatIsNotAnItemIsNamed) {
  folder_.write("recommendations.json", R"(["Pride and Prejudice"])");
  EXPECT_THAT(refusal(), EndsWith("item 1 is not an object"));
}

TEST_F(ResourcesTest, AStrangePolicyIsNamed) {
  folder_.write("instance_policy.json", R"({"Effect": "Allow"})");
  EXPECT_THAT(refusal(), EndsWith("instance_policy.json: line 1: not an IAM policy: it has no \"Statement\""));
}

TEST_F(ResourcesTest, UserDataThatEc2WouldRefuseIsRefusedHere) {
  folder_.write("server.py", std::string(16 * 1024, '#'));
  EXPECT_THAT(refusal(), HasSubstr("EC2 takes at most 16384 as user data"));
}

}  // namespace
}  // namespace aws::scenario
