// Parameter Store through the service.
#include <gmock/gmock.h>

#include "region/ssm/fake_instances.h"
#include "region/ssm/parameters/public_parameters.h"
#include "region/ssm/running_ssm.h"
#include "testing/simulated_clock.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class Parameters : public ::testing::Test {
 protected:
  SsmService::Parts parts() { return {store_, instances_, clock_, clock_, random_, Place{}}; }
  api::PutParameterResponse create(const std::string& name, const std::string& value) {
    return ssm_.called.PutParameter({.Name = name, .Value = value, .Type = "String"});
  }
  api::PutParameterResponse overwrite(const std::string& name, const std::string& value) {
    return ssm_.called.PutParameter({.Name = name, .Value = value, .Overwrite = true});
  }
  api::Parameter get(const std::string& name) { return *ssm_.called.GetParameter({.Name = name}).Parameter; }

  testing::SimulatedClock clock_;
  SeededRandom random_{1};
  Store store_;
  FakeInstances instances_{clock_};
  RunningSsm ssm_{parts()};
};

TEST_F(Parameters, AreCreatedReadAndOverwritten) {
  const auto created = create("table", "one");
  EXPECT_EQ(created.Version, 1);
  EXPECT_EQ(created.Tier, "Standard");
  EXPECT_EQ(get("table"), (api::Parameter{.Name = "table",
                                          .Type = "String",
                                          .Value = "one",
                                          .Version = 1,
                                          .LastModifiedDate = clock_.now(),
                                          .ARN = "arn:aws:ssm:us-west-2:123456789012:parameter/table",
                                          .DataType = "text"}));
  clock_.advance(std::chrono::seconds(5));
  EXPECT_EQ(overwrite("table", "two").Version, 2);
  EXPECT_EQ(get("table").Value, "two");
  EXPECT_EQ(get("table").LastModifiedDate, clock_.now());
}

TEST_F(Parameters, AreKnownByTheirArn) {
  create("/a/b", "nested");
  create("flat", "not");
  overwrite("flat", "nor");
  const std::string arn = "arn:aws:ssm:us-west-2:123456789012:parameter";
  EXPECT_EQ(get(arn + "/a/b").Value, "nested");
  EXPECT_EQ(get(arn + "/a/b").Name, "/a/b");
  EXPECT_EQ(get(arn + "/flat").ARN, arn + "/flat");
  EXPECT_EQ(get(arn + "/flat:1").Value, "not");
  EXPECT_EQ(get(arn + "/flat:1").Selector, ":1");
  EXPECT_EQ(ssm_.called.GetParameterHistory({.Name = arn + "/flat"}).Parameters.size(), 2U);
  const auto elsewhere = "arn:aws:ssm:us-west-2:210987654321:parameter/flat";
  EXPECT_EQ(refusal("ParameterNotFound", [&] { get(elsewhere); }),
            "Parameter " + std::string(elsewhere) + " not found.");
  EXPECT_THAT(ssm_.called.GetParameters({.Names = {arn + "/none", elsewhere}}).InvalidParameters,
              ElementsAre(arn + "/none", elsewhere));
}

TEST_F(Parameters, SurviveARestart) {
  create("/a/b", "value");
  RunningSsm again(parts());
  EXPECT_EQ(again.called.GetParameter({.Name = "/a/b"}), ssm_.called.GetParameter({.Name = "/a/b"}));
  EXPECT_EQ(get("/a/b").ARN, "arn:aws:ssm:us-west-2:123456789012:parameter/a/b");
}

TEST_F(Parameters, NeedATypeWhenTheyAreCreated) {
  EXPECT_EQ(refusal("ValidationException", [&] { overwrite("table", "one"); }),
            "A parameter type is required when you create a parameter.");
}

TEST_F(Parameters, AreNotOverwrittenUnasked) {
  create("table", "one");
  EXPECT_EQ(refusal("ParameterAlreadyExists", [&] { create("table", "two"); }),
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
}

TEST_F(Parameters, KeepTheirType) {
  create("table", "one");
  EXPECT_THAT(
      refusal("HierarchyTypeMismatchException",
              [&] {
                ssm_.called.PutParameter({.Name = "table", .Value = "x", .Type = "SecureString", .Overwrite = true});
              }),
      HasSubstr("doesn't support changing a parameter type"));
}

TEST_F(Parameters, AreTaggedOnlyAtCreation) {
  api::PutParameterRequest request{.Name = "t", .Value = "v", .Type = "String", .Tags = {{.Key = "k", .Value = "v"}}};
  ssm_.called.PutParameter(request);
  request.Overwrite = true;
  EXPECT_THAT(refusal("ValidationException", [&] { ssm_.called.PutParameter(request); }),
              StartsWith("Invalid request: tags and overwrite can't be used together."));
}

TEST_F(Parameters, HaveFiftyTagsAtMostAndNoneOfAws) {
  api::PutParameterRequest request{.Name = "t", .Value = "v", .Type = "String", .Tags = {{"aws:app", "library"}}};
  EXPECT_EQ(refusal("ValidationException", [&] { ssm_.called.PutParameter(request); }),
            "aws: prefixed tag key names are not allowed for external use.");
  request.Tags.clear();
  for (int i = 0; i < 51; ++i) request.Tags.push_back({.Key = "k" + std::to_string(i), .Value = "v"});
  refusal("TooManyTagsError", [&] { ssm_.called.PutParameter(request); });
  request.Tags.pop_back();
  EXPECT_EQ(ssm_.called.PutParameter(request).Version, 1);
}

TEST_F(Parameters, GiveBackTheirTags) {
  ssm_.called.PutParameter({.Name = "t",
                            .Value = "v",
                            .Type = "String",
                            .Tags = {{.Key = "team", .Value = "books"}, {.Key = "app", .Value = "library"}}});
  overwrite("t", "w");
  EXPECT_THAT(ssm_.called.ListTagsForResource({.ResourceType = "Parameter", .ResourceId = "t"}).TagList,
              ElementsAre(api::Tag{"app", "library"}, api::Tag{"team", "books"}));
  refusal("InvalidResourceId",
          [&] { ssm_.called.ListTagsForResource({.ResourceType = "Parameter", .ResourceId = "none"}); });
  refusal("InvalidResourceType",
          [&] { ssm_.called.ListTagsForResource({.ResourceType = "Document", .ResourceId = "t"}); });
}

TEST_F(Parameters, AreReadByVersion) {
  create("table", "one");
  overwrite("table", "two");
  const auto first = get("table:1");
  EXPECT_EQ(first.Value, "one");
  EXPECT_EQ(first.Name, "table");
  EXPECT_EQ(first.Selector, ":1");
  EXPECT_EQ(refusal("ParameterVersionNotFound", [&] { get("table:3"); }),
            "Systems Manager could not find version 3 of table. Verify the version and try again.");
  EXPECT_EQ(refusal("ParameterVersionNotFound", [&] { get("table:live"); }),
            "Systems Manager could not find label live for parameter table. Verify the label and try again.");
}

TEST_F(Parameters, KeepTheirLastHundredVersions) {
  create("table", "1");
  for (int i = 2; i <= 101; ++i) overwrite("table", std::to_string(i));
  EXPECT_EQ(get("table").Version, 101);
  EXPECT_EQ(get("table:2").Value, "2");
  refusal("ParameterVersionNotFound", [&] { get("table:1"); });
}

TEST_F(Parameters, AreReadTogetherInAlphabeticalOrder) {
  create("b", "2");
  create("a", "1");
  const auto response = ssm_.called.GetParameters({.Names = {"b", "gone", "a", "b", "a:7"}});
  ASSERT_EQ(response.Parameters.size(), 2U);
  EXPECT_EQ(response.Parameters[0].Name, "a");
  EXPECT_EQ(response.Parameters[1].Name, "b");
  EXPECT_THAT(response.InvalidParameters, ElementsAre("a:7", "gone"));
  refusal("ValidationException", [&] { ssm_.called.GetParameters({.Names = std::vector<std::string>(11, "a")}); });
}

TEST_F(Parameters, AreDeleted) {
  create("table", "one");
  ssm_.called.DeleteParameter({.Name = "table"});
  EXPECT_EQ(refusal("ParameterNotFound", [&] { get("table"); }), "Parameter table not found.");
  EXPECT_EQ(refusal("ParameterNotFound", [&] { ssm_.called.DeleteParameter({.Name = "table"}); }),
            "Parameter table not found.");
  EXPECT_EQ(create("table", "again").Version, 1);
}

TEST_F(Parameters, HaveProperNames) {
  const auto refused = [&](const std::string& name, std::string_view code = "ValidationException") {
    return refusal(code, [&] { create(name, "v"); });
  };
  EXPECT_EQ(refused("awsome"), "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
  EXPECT_EQ(refused("SSM-x"), "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
  EXPECT_EQ(refused("/aws/mine", "AccessDeniedException"), "No access to reserved parameter name: /aws/mine.");
  EXPECT_THAT(refused("two words"), HasSubstr("letters, numbers and the following 3 symbols .-_"));
  EXPECT_EQ(refused("a/b"), "Parameter name must be a fully qualified name.");
  EXPECT_EQ(refused("/a/"), "Parameter name must not end with slash.");
  EXPECT_EQ(refused("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "HierarchyLevelLimitExceededException"),
            "A parameter name can have a maximum of 15 levels.");
  EXPECT_THAT(refused(std::string(1011, 'x')), HasSubstr("at most 1011"));
  create(" trimmed ", "v");
  EXPECT_EQ(get("trimmed").Value, "v");
}

TEST_F(Parameters, HaveProperValues) {
  const auto refused = [&](const std::string& value, std::optional<std::string> tier = std::nullopt) {
    return refusal("ValidationException",
                   [&] { ssm_.called.PutParameter({.Name = "p", .Value = value, .Type = "String", .Tier = tier}); });
  };
  EXPECT_THAT(refused(""), StartsWith("1 validation error detected: Value '' at 'value'"));
  EXPECT_THAT(refused("{{nested}}"), HasSubstr("can't nest another parameter"));
  EXPECT_THAT(refused(std::string(4097, 'x')), StartsWith("Standard tier parameters support a maximum"));
  EXPECT_THAT(refused(std::string(8193, 'x'), "Advanced"), StartsWith("Advanced tier parameters support a maximum"));
  const auto large = ssm_.called.PutParameter(
      {.Name = "p", .Value = std::string(4097, 'x'), .Type = "String", .Tier = "Intelligent-Tiering"});
  EXPECT_EQ(large.Tier, "Advanced");
  EXPECT_THAT(
      refusal("ValidationException",
              [&] { ssm_.called.PutParameter({.Name = "p", .Value = "v", .Overwrite = true, .Tier = "Standard"}); }),
      HasSubstr("You can't downgrade a parameter"));
}

TEST_F(Parameters, AreHeldAgainstTheirPattern) {
  ssm_.called.PutParameter({.Name = "n", .Value = "12", .Type = "String", .AllowedPattern = "^\\d+$"});
  EXPECT_EQ(refusal("ParameterPatternMismatchException", [&] { overwrite("n", "x"); }),
            "Parameter value, cannot be validated against allowedPattern: ^\\d+$");
  refusal("InvalidAllowedPatternException",
          [&] { ssm_.called.PutParameter({.Name = "m", .Value = "x", .Type = "String", .AllowedPattern = "("}); });
}

TEST_F(Parameters, OfUnknownDataTypeAreRefused) {
  EXPECT_EQ(
      refusal("ValidationException",
              [&] { ssm_.called.PutParameter({.Name = "n", .Value = "x", .Type = "String", .DataType = "Text"}); }),
      "The following data type is not supported: Text (Data type names are all lowercase.)");
}

TEST_F(Parameters, ThatAreSecureAreShownToThoseWhoAskForDecryption) {
  ssm_.called.PutParameter({.Name = "secret", .Value = "hidden", .Type = "SecureString"});
  EXPECT_THAT(*get("secret").Value, StartsWith("AQICAH"));
  EXPECT_EQ(ssm_.called.GetParameter({.Name = "secret", .WithDecryption = true}).Parameter->Value, "hidden");
}

TEST_F(Parameters, OfAwsNameTheImages) {
  const auto image = get("/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2");
  EXPECT_EQ(image.Value, kAmazonLinux2Image);
  EXPECT_EQ(image.Type, "String");
  EXPECT_EQ(image.ARN, "arn:aws:ssm:us-west-2::parameter/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2");
  EXPECT_EQ(get("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64").Value, kAmazonLinux2023Image);
  for (const auto id : kImageIds) EXPECT_THAT(std::string(id), MatchesRegex("ami-[0-9a-f]{17}"));
  refusal("ParameterNotFound", [&] { get("/aws/service/none"); });
  refusal("AccessDeniedException", [&] { ssm_.called.DeleteParameter({.Name = "/aws/service/none"}); });
}

class FakeImages final : public Images {
 public:
  std::vector<NamedImage> images;
  std::vector<NamedImage> all() const override { return images; }
};

TEST_F(Parameters, OfImagesOfOnesOwnComeAndGoWithThem) {
  FakeImages own;
  SsmService::Parts with_images = parts();
  with_images.images = &own;
  RunningSsm ssm(with_images);
  const std::string name = "/resilient-service/images/mine";
  const auto get_mine = [&](const std::string& selector) { return ssm.called.GetParameter({.Name = name + selector}); };
  const auto put = [&] { ssm.called.PutParameter({.Name = name, .Value = "other", .Type = "String"}); };
  refusal("ParameterNotFound", [&] { get_mine(""); });
  own.images = {{"mine", "ami-0123456789abcdef2", clock_.now()}};
  EXPECT_EQ(*get_mine("").Parameter, (api::Parameter{.Name = name,
                                                     .Type = "String",
                                                     .Value = "ami-0123456789abcdef2",
                                                     .Version = 1,
                                                     .LastModifiedDate = clock_.now(),
                                                     .ARN = "arn:aws:ssm:us-west-2:123456789012:parameter" + name,
                                                     .DataType = "aws:ec2:image"}));
  EXPECT_EQ(get_mine(":1").Parameter->Selector, ":1");
  refusal("ParameterVersionNotFound", [&] { get_mine(":2"); });
  refusal("AccessDeniedException", put);
  EXPECT_EQ(ssm.called.GetParametersByPath({.Path = "/resilient-service/images"}).Parameters.size(), 1U);
  own.images.clear();
  put();
  EXPECT_EQ(get_mine("").Parameter->Value, "other");
}

}  // namespace
}  // namespace aws::region::ssm
