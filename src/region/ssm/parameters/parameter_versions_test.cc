// Parameters by path and by filter, their history, their labels and tags.
#include <gmock/gmock.h>

#include "region/ssm/fake_instances.h"
#include "region/ssm/running_ssm.h"
#include "testing/simulated_clock.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ParameterVersions : public ::testing::Test {
 protected:
  void put(const std::string& name, const std::string& value, const std::string& type = "String") {
    ssm().PutParameter({.Name = name, .Value = value, .Type = type, .Overwrite = true});
  }
  const api::Api& ssm() { return running_.called; }
  std::vector<std::string> by_path(const std::string& path, bool recursive = false) {
    std::vector<std::string> names;
    for (const auto& each : ssm().GetParametersByPath({.Path = path, .Recursive = recursive}).Parameters) {
      names.push_back(*each.Name);
    }
    return names;
  }
  std::vector<std::string> described(const std::string& key, const std::string& option,
                                     const std::vector<std::string>& values) {
    std::vector<std::string> names;
    const auto answer =
        ssm().DescribeParameters({.ParameterFilters = {{.Key = key, .Option = option, .Values = values}}});
    for (const auto& each : answer.Parameters) names.push_back(*each.Name);
    return names;
  }
  std::string value(const std::string& name) { return *ssm().GetParameter({.Name = name}).Parameter->Value; }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store store_;
  FakeInstances instances_{clock_};
  RunningSsm running_{{store_, instances_, clock_, clock_, random_, Place{}}};
};

TEST_F(ParameterVersions, APathHoldsOneLevelOrAll) {
  for (const auto* name : {"/app/db/host", "/app/db/port", "/app/name", "/other", "plain"}) put(name, "v");
  EXPECT_THAT(by_path("/app"), ElementsAre("/app/name"));
  EXPECT_THAT(by_path("/app/"), ElementsAre("/app/name"));
  EXPECT_THAT(by_path("/app", true), ElementsAre("/app/db/host", "/app/db/port", "/app/name"));
  EXPECT_THAT(by_path("/"), ElementsAre("/other", "plain"));
  EXPECT_THAT(by_path("/nothing"), IsEmpty());
  EXPECT_THAT(by_path("/aws/service/ami-amazon-linux-latest"), SizeIs(2));
  EXPECT_THAT(refusal("ValidationException", [&] { by_path("app"); }), HasSubstr("must begin with a forward slash"));
  EXPECT_EQ(
      refusal(
          "InvalidFilterKey",
          [&] { ssm().GetParametersByPath({.Path = "/app", .ParameterFilters = {{.Key = "Name", .Values = {"x"}}}}); }),
      "The following filter key is not valid: Name. Valid filter keys include: [Type, KeyId, Label].");
}

TEST_F(ParameterVersions, APathIsReadInPagesOfTen) {
  for (int i = 10; i < 23; ++i) put("/app/" + std::to_string(i), "v");
  const auto first = ssm().GetParametersByPath({.Path = "/app"});
  ASSERT_THAT(first.Parameters, SizeIs(10));
  const auto second = ssm().GetParametersByPath({.Path = "/app", .NextToken = first.NextToken});
  EXPECT_THAT(second.Parameters, SizeIs(3));
  EXPECT_EQ(second.NextToken, std::nullopt);
  refusal("InvalidNextToken", [&] { ssm().GetParametersByPath({.Path = "/app", .NextToken = "?"}); });
}

TEST_F(ParameterVersions, TheHistoryTellsEveryVersionAsItWas) {
  ssm().PutParameter({.Name = "name", .Description = "first", .Value = "one", .Type = "String"});
  clock_.advance(std::chrono::seconds(60));
  ssm().PutParameter({.Name = "name", .Description = "second", .Value = "two", .Overwrite = true});
  const auto history = ssm().GetParameterHistory({.Name = "name"}).Parameters;
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(history[0].Value, "one");
  EXPECT_EQ(history[0].Description, "first");
  EXPECT_EQ(history[0].Version, 1);
  EXPECT_EQ(history[1].Description, "second");
  EXPECT_EQ(*history[1].LastModifiedDate - *history[0].LastModifiedDate, std::chrono::seconds(60));
  const auto page = ssm().GetParameterHistory({.Name = "name", .MaxResults = 1});
  EXPECT_EQ(ssm().GetParameterHistory({.Name = "name", .NextToken = page.NextToken}).Parameters.at(0).Version, 2);
  refusal("ParameterNotFound", [&] { ssm().GetParameterHistory({.Name = "none"}); });
}

TEST_F(ParameterVersions, ALabelNamesOneVersionAndMoves) {
  put("name", "one");
  put("name", "two");
  const auto labelled = ssm().LabelParameterVersion({.Name = "name", .ParameterVersion = 1, .Labels = {"stable"}});
  EXPECT_EQ(labelled.ParameterVersion, 1);
  EXPECT_EQ(value("name:stable"), "one");
  EXPECT_EQ(ssm().GetParameter({.Name = "name:stable"}).Parameter->Selector, ":stable");
  const auto moved = ssm().LabelParameterVersion({.Name = "name", .Labels = {"stable", "9bad", "awsish", "o k"}});
  EXPECT_EQ(moved.ParameterVersion, 2);
  EXPECT_THAT(moved.InvalidLabels, ElementsAre("9bad", "awsish", "o k"));
  EXPECT_EQ(value("name:stable"), "two");
  const auto history = ssm().GetParameterHistory({.Name = "name"}).Parameters;
  EXPECT_THAT(history.at(0).Labels, IsEmpty());
  EXPECT_THAT(history.at(1).Labels, ElementsAre("stable"));
  const auto removed =
      ssm().UnlabelParameterVersion({.Name = "name", .ParameterVersion = 2, .Labels = {"stable", "other"}});
  EXPECT_THAT(removed.RemovedLabels, ElementsAre("stable"));
  EXPECT_THAT(removed.InvalidLabels, ElementsAre("other"));
  refusal("ParameterVersionNotFound", [&] { value("name:stable"); });
  refusal("ParameterVersionNotFound",
          [&] { ssm().LabelParameterVersion({.Name = "name", .ParameterVersion = 7, .Labels = {"x"}}); });
}

TEST_F(ParameterVersions, APathIsReadByAnyOfSeveralLabels) {
  for (const auto* name : {"/app/one", "/app/two", "/app/three"}) put(name, "old");
  ssm().LabelParameterVersion({.Name = "/app/one", .Labels = {"stable"}});
  ssm().LabelParameterVersion({.Name = "/app/two", .Labels = {"next"}});
  put("/app/two", "new");
  const auto found =
      ssm().GetParametersByPath({.Path = "/app", .ParameterFilters = {{.Key = "Label", .Values = {"stable", "next"}}}});
  ASSERT_THAT(found.Parameters, SizeIs(2));
  EXPECT_EQ(found.Parameters.at(1).Name, "/app/two");
  EXPECT_EQ(found.Parameters.at(1).Value, "old");
  EXPECT_EQ(found.Parameters.at(1).Selector, ":next");
}

TEST_F(ParameterVersions, LabelsAreTenOfAVersionAndKeepTheOldest) {
  put("name", "0");
  ssm().LabelParameterVersion({.Name = "name", .Labels = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}});
  refusal("ParameterVersionLabelLimitExceeded",
          [&] { ssm().LabelParameterVersion({.Name = "name", .Labels = {"k"}}); });
  for (int i = 1; i < 100; ++i) put("name", std::to_string(i));
  EXPECT_THAT(refusal("ParameterMaxVersionLimitExceeded", [&] { put("name", "100"); }), HasSubstr("Version 1,"));
  EXPECT_EQ(value("name"), "99");
}

TEST_F(ParameterVersions, DescribeTellsNoValuesAndFilters) {
  put("/app/list", "a,b", "StringList");
  put("/app/secret", "hidden", "SecureString");
  put("top", "v");
  EXPECT_THAT(described("Type", "Equals", {"SecureString"}), ElementsAre("/app/secret"));
  EXPECT_THAT(described("Name", "BeginsWith", {"/app"}), ElementsAre("/app/list", "/app/secret"));
  EXPECT_THAT(described("Name", "Contains", {"cre"}), ElementsAre("/app/secret"));
  EXPECT_THAT(described("Path", "OneLevel", {"/app"}), ElementsAre("/app/list", "/app/secret"));
  EXPECT_THAT(described("KeyId", "Equals", {"alias/aws/ssm"}), ElementsAre("/app/secret"));
  EXPECT_EQ(refusal("InvalidFilterOption", [&] { described("Path", "Equals", {"/app"}); }),
            "The following filter option is not valid: Equals. Valid options include: [Recursive, OneLevel].");
  EXPECT_EQ(refusal("InvalidFilterKey", [&] { described("Label", "Equals", {"x"}); }),
            "The following filter key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier, "
            "DataType, tag:].");
  refusal("InvalidFilterValue", [&] { described("Name", "Equals", {}); });
  const auto older = ssm().DescribeParameters({.Filters = {{.Key = "Name", .Values = {"to"}}}}).Parameters;
  ASSERT_THAT(older, SizeIs(1));
  EXPECT_EQ(older.at(0).Name, "top");
  EXPECT_EQ(older.at(0).Tier, "Standard");
}

TEST_F(ParameterVersions, TagsComeAndGoAndAreFilteredBy) {
  put("one", "v");
  put("two", "v");
  ssm().AddTagsToResource({.ResourceType = "Parameter",
                           .ResourceId = "one",
                           .Tags = {{.Key = "team", .Value = "a"}, {.Key = "x", .Value = "y"}}});
  EXPECT_THAT(described("tag:team", "Equals", {"a"}), ElementsAre("one"));
  ssm().RemoveTagsFromResource({.ResourceType = "Parameter", .ResourceId = "one", .TagKeys = {"x", "none"}});
  EXPECT_THAT(ssm().ListTagsForResource({.ResourceType = "Parameter", .ResourceId = "one"}).TagList, SizeIs(1));
  refusal("InvalidResourceId",
          [&] { ssm().RemoveTagsFromResource({.ResourceType = "Parameter", .ResourceId = "no"}); });
  refusal("InvalidResourceType", [&] { ssm().AddTagsToResource({.ResourceType = "Document", .ResourceId = "no"}); });
}

TEST_F(ParameterVersions, SeveralAreDeletedTogether) {
  put("one", "v");
  put("two", "v");
  const auto deleted = ssm().DeleteParameters({.Names = {"two", "none", "one"}});
  EXPECT_THAT(deleted.DeletedParameters, ElementsAre("one", "two"));
  EXPECT_THAT(deleted.InvalidParameters, ElementsAre("none"));
  EXPECT_THAT(ssm().DescribeParameters({}).Parameters, IsEmpty());
}

}  // namespace
}  // namespace aws::region::ssm
