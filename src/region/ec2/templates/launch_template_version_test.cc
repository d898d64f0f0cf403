#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using aws::ec2::RequestLaunchTemplateData;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class VersionTest : public Ec2Test {
 protected:
  aws::ec2::LaunchTemplateVersion add(const RequestLaunchTemplateData& data, const std::string& source = "",
                                      const std::string& token = "") {
    return *api()
                .CreateLaunchTemplateVersion({.ClientToken = token.empty() ? std::nullopt : std::optional(token),
                                              .LaunchTemplateName = "web-template",
                                              .SourceVersion = source.empty() ? std::nullopt : std::optional(source),
                                              .VersionDescription = "next",
                                              .LaunchTemplateData = data})
                .LaunchTemplateVersion;
  }
  std::vector<std::int64_t> numbers(aws::ec2::DescribeLaunchTemplateVersionsRequest request) {
    std::vector<std::int64_t> found;
    for (const auto& it : api().DescribeLaunchTemplateVersions(request).LaunchTemplateVersions) {
      found.push_back(*it.VersionNumber);
    }
    return found;
  }
  std::vector<std::int64_t> named(std::vector<std::string> versions) {
    return numbers({.LaunchTemplateName = "web-template", .Versions = std::move(versions)});
  }
};

TEST_F(VersionTest, TellsEverythingThatWasSet) {
  RequestLaunchTemplateData data = web_server();
  data.BlockDeviceMappings = {
      {.DeviceName = "/dev/xvda",
       .Ebs = aws::ec2::LaunchTemplateEbsBlockDeviceRequest{.Encrypted = true, .VolumeSize = 20, .VolumeType = "gp3"}}};
  data.NetworkInterfaces = {{.DeviceIndex = 0, .Groups = {"sg-0123456789abcdef0"}}};
  data.Monitoring = {{.Enabled = true}};
  data.TagSpecifications = {{.ResourceType = "volume", .Tags = {{"app", "library"}}}};
  data.InstanceMarketOptions = {
      {.MarketType = "spot",
       .SpotOptions = aws::ec2::LaunchTemplateSpotMarketOptionsRequest{.MaxPrice = "0.01", .ValidUntil = clock.now()}}};
  data.MetadataOptions = {{.HttpTokens = "required", .HttpPutResponseHopLimit = 2}};
  data.CreditSpecification = {{.CpuCredits = "unlimited"}};
  data.InstanceRequirements = {
      {.VCpuCount = aws::ec2::VCpuCountRangeRequest{.Min = 2}, .MemoryMiB = aws::ec2::MemoryMiBRequest{.Min = 1024}}};
  create_template(data);
  restart();

  const auto version =
      api().DescribeLaunchTemplateVersions({.LaunchTemplateName = "web-template"}).LaunchTemplateVersions.at(0);
  EXPECT_EQ(version.VersionNumber, 1);
  EXPECT_EQ(version.DefaultVersion, true);
  EXPECT_EQ(version.CreateTime, clock.now());
  EXPECT_FALSE(version.VersionDescription);
  const auto& told = *version.LaunchTemplateData;
  EXPECT_EQ(told.ImageId, data.ImageId);
  EXPECT_EQ(told.UserData, data.UserData);
  EXPECT_EQ(told.IamInstanceProfile->Name, "web");
  EXPECT_EQ(told.BlockDeviceMappings.at(0).Ebs->VolumeSize, 20);
  EXPECT_EQ(told.BlockDeviceMappings.at(0).Ebs->Encrypted, true);
  EXPECT_THAT(told.NetworkInterfaces.at(0).Groups, ElementsAre("sg-0123456789abcdef0"));
  EXPECT_EQ(told.NetworkInterfaces.at(0).DeviceIndex, 0);
  EXPECT_EQ(told.Monitoring->Enabled, true);
  EXPECT_EQ(told.TagSpecifications.at(0).Tags.at(0).Value, "library");
  EXPECT_EQ(told.InstanceMarketOptions->SpotOptions->MaxPrice, "0.01");
  EXPECT_EQ(told.InstanceMarketOptions->SpotOptions->ValidUntil, clock.now());
  EXPECT_EQ(told.MetadataOptions->HttpPutResponseHopLimit, 2);
  EXPECT_EQ(told.CreditSpecification->CpuCredits, "unlimited");
  EXPECT_EQ(told.InstanceRequirements->MemoryMiB->Min, 1024);
}

TEST_F(VersionTest, BeginsWithItsSourceAndReplacesWhatItSays) {
  create_template();
  const auto alone = add({.InstanceType = "t3.large"});
  EXPECT_EQ(alone.VersionNumber, 2);
  EXPECT_EQ(alone.DefaultVersion, false);
  EXPECT_EQ(alone.VersionDescription, "next");
  EXPECT_FALSE(alone.LaunchTemplateData->ImageId);
  const auto merged = add({.InstanceType = "m5.large"}, "1");
  EXPECT_EQ(merged.VersionNumber, 3);
  EXPECT_EQ(merged.LaunchTemplateData->InstanceType, "m5.large");
  EXPECT_EQ(merged.LaunchTemplateData->ImageId, web_server().ImageId);
  EXPECT_EQ(ec2->instances().resolve_template({.name = "web-template", .version = "$Latest"}).instance_type,
            "m5.large");
  EXPECT_EQ(ec2->instances().resolve_template({.name = "web-template"}).instance_type, "t3.micro");
  const std::string id = *alone.LaunchTemplateId;
  expect_error([&] { add({}, "9"); }, "InvalidLaunchTemplateId.VersionNotFound",
               "Could not find the specified version 9 for the launch template with ID " + id + ".");
}

TEST_F(VersionTest, TheSameClientTokenIsTheSameVersion) {
  create_template();
  const auto first = add({.InstanceType = "t3.large"}, "1", "token");
  EXPECT_EQ(add({.InstanceType = "t3.large"}, "1", "token"), first);
  EXPECT_THAT(named({}), SizeIs(2));
  expect_error([&] { add({.InstanceType = "t3.small"}, "1", "token"); }, "IdempotentParameterMismatch",
               "The request uses the same client token as a previous, but non-identical request.");
}

TEST_F(VersionTest, WarnsOfWhatNoInstanceCanBeLaunchedWith) {
  auto data = web_server();
  EXPECT_FALSE(api().CreateLaunchTemplate({.LaunchTemplateName = "fine", .LaunchTemplateData = data}).Warning);
  data.ImageId = "ami-00000000000000000";
  data.IamInstanceProfile->Name = "nobody";
  const auto response = api().CreateLaunchTemplate({.LaunchTemplateName = "web-template", .LaunchTemplateData = data});
  ASSERT_THAT(response.Warning->Errors, SizeIs(2));
  EXPECT_EQ(response.Warning->Errors[0].Code, "InvalidAMIID.NotFound");
  EXPECT_EQ(response.Warning->Errors[1].Code, "InvalidParameterValue");
}

TEST_F(VersionTest, AreDescribedByNumberAndRangeTheNewestFirst) {
  create_template();
  add({.InstanceType = "t3.small"});
  add({.InstanceType = "t3.medium"});
  const std::string name = "web-template";
  EXPECT_THAT(named({}), ElementsAre(3, 2, 1));
  EXPECT_THAT(named({"2"}), ElementsAre(2));
  EXPECT_THAT(named({"$Latest", "$Default"}), ElementsAre(3, 1));
  EXPECT_THAT(numbers({.LaunchTemplateName = name, .MinVersion = "2"}), ElementsAre(3, 2));
  EXPECT_THAT(numbers({.LaunchTemplateName = name, .MinVersion = "2", .MaxVersion = "2"}), ElementsAre(2));
  const std::vector<aws::ec2::Filter> small = {{.Name = "instance-type", .Values = {"t3.small"}}};
  EXPECT_THAT(numbers({.LaunchTemplateName = name, .Filters = small}), ElementsAre(2));
  const std::vector<aws::ec2::Filter> defaults = {{.Name = "is-default-version", .Values = {"true"}}};
  EXPECT_THAT(numbers({.LaunchTemplateName = name, .Filters = defaults}), ElementsAre(1));
  EXPECT_THAT(numbers({.LaunchTemplateName = name, .MinVersion = "9"}), IsEmpty());

  const auto page = api().DescribeLaunchTemplateVersions({.LaunchTemplateName = name, .MaxResults = 2});
  EXPECT_THAT(page.LaunchTemplateVersions, SizeIs(2));
  EXPECT_THAT(numbers({.LaunchTemplateName = name, .NextToken = page.NextToken, .MaxResults = 2}), ElementsAre(1));
  expect_error([&] { numbers({.LaunchTemplateName = name, .MaxResults = 201}); }, "InvalidParameterValue",
               "MaxResults must be between 1 and 200");
}

TEST_F(VersionTest, TheLatestOfAllTemplatesIsDescribed) {
  create_template();
  create_template(web_server(), "other");
  add({.InstanceType = "t3.small"});
  EXPECT_THAT(numbers({.Versions = {"$Latest"}}), ::testing::UnorderedElementsAre(1, 2));
  EXPECT_THAT(numbers({.Versions = {"$Default"}}), ElementsAre(1, 1));
  expect_error([&] { numbers({.Versions = {"1"}}); }, "MissingParameter",
               "The request must contain the parameter launch template ID or launch template name");
  expect_error([&] { numbers({}); }, "MissingParameter",
               "The request must contain the parameter launch template ID or launch template name");
}

TEST_F(VersionTest, AnotherOneBecomesTheDefault) {
  const std::string id = *create_template().LaunchTemplateId;
  add({.InstanceType = "t3.small"}, "1");
  const auto changed = api().ModifyLaunchTemplate({.LaunchTemplateId = id, .DefaultVersion = "2"}).LaunchTemplate;
  EXPECT_EQ(changed->DefaultVersionNumber, 2);
  EXPECT_EQ(changed->LatestVersionNumber, 2);
  EXPECT_EQ(ec2->instances().resolve_template({.id = id}).instance_type, "t3.small");
  expect_error([&] { api().ModifyLaunchTemplate({.LaunchTemplateId = id, .DefaultVersion = "7"}); },
               "InvalidLaunchTemplateId.VersionNotFound",
               "Could not find the specified version 7 for the launch template with ID " + id + ".");
}

TEST_F(VersionTest, AllButTheDefaultAreDeletedAndTheirNumbersNotGivenAgain) {
  const std::string id = *create_template().LaunchTemplateId;
  add({.InstanceType = "t3.small"});
  add({.InstanceType = "t3.medium"});
  const auto response = api().DeleteLaunchTemplateVersions({.LaunchTemplateId = id, .Versions = {"1", "3", "8"}});
  ASSERT_THAT(response.SuccessfullyDeletedLaunchTemplateVersions, SizeIs(1));
  EXPECT_EQ(response.SuccessfullyDeletedLaunchTemplateVersions[0].VersionNumber, 3);
  const auto& failed = response.UnsuccessfullyDeletedLaunchTemplateVersions;
  ASSERT_THAT(failed, SizeIs(2));
  EXPECT_EQ(failed[0].VersionNumber, 1);
  EXPECT_EQ(failed[0].ResponseError->Code, "unexpectedError");
  EXPECT_EQ(failed[1].ResponseError->Code, "launchTemplateVersionDoesNotExist");
  EXPECT_THAT(named({}), ElementsAre(2, 1));
  EXPECT_EQ(api().DescribeLaunchTemplates({}).LaunchTemplates.at(0).LatestVersionNumber, 2);
  restart();
  EXPECT_EQ(add({.InstanceType = "t3.small"}).VersionNumber, 4);
  expect_error([&] { api().DeleteLaunchTemplateVersions({.LaunchTemplateName = "x", .Versions = {"1"}}); },
               "InvalidLaunchTemplateName.NotFoundException",
               "The specified launch template, with template name x, does not exist.");
}

}  // namespace
}  // namespace aws::region::ec2
