#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::SizeIs;

using LaunchTemplateTest = Ec2Test;

TEST_F(LaunchTemplateTest, IsCreatedDescribedAndDeleted) {
  const auto made = create_template();
  EXPECT_THAT(*made.LaunchTemplateId, MatchesRegex("lt-[0-9a-f]{17}"));
  EXPECT_EQ(made.LaunchTemplateName, "web-template");
  EXPECT_EQ(made.CreateTime, clock.now());
  EXPECT_EQ(made.DefaultVersionNumber, 1);
  EXPECT_EQ(made.LatestVersionNumber, 1);

  restart();
  EXPECT_EQ(api().DescribeLaunchTemplates({.LaunchTemplateNames = {"web-template"}}).LaunchTemplates.at(0), made);
  EXPECT_EQ(api().DescribeLaunchTemplates({.LaunchTemplateIds = {*made.LaunchTemplateId}}).LaunchTemplates.at(0), made);
  EXPECT_EQ(api().DeleteLaunchTemplate({.LaunchTemplateName = "web-template"}).LaunchTemplate, made);
  EXPECT_THAT(api().DescribeLaunchTemplates({}).LaunchTemplates, IsEmpty());
  EXPECT_NE(create_template().LaunchTemplateId, made.LaunchTemplateId);  // the name is free at once
}

TEST_F(LaunchTemplateTest, SaysWhoCreatedIt) {
  const contract::Call call{.operation = aws::ec2::operations::CreateLaunchTemplate,
                            .principal = {.arn = "arn:aws:iam::123456789012:user/ann"}};
  const aws::ec2::CreateLaunchTemplateRequest input{.LaunchTemplateName = "hers", .LaunchTemplateData = web_server()};
  aws::ec2::CreateLaunchTemplateResponse output;
  handlers.call(call, &input, &output);
  EXPECT_EQ(output.LaunchTemplate->CreatedBy, "arn:aws:iam::123456789012:user/ann");
}

TEST_F(LaunchTemplateTest, HasItsTags) {
  const auto create = [&](std::vector<aws::ec2::Tag> tags) {
    return api().CreateLaunchTemplate({.LaunchTemplateName = "web-template",
                                       .LaunchTemplateData = web_server(),
                                       .TagSpecifications = {{"launch-template", std::move(tags)}}});
  };
  expect_error(
      [&] {
        create({{"aws:app", "library"}});
      },
      "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use");
  std::vector<aws::ec2::Tag> many;
  for (int i = 0; i < 51; ++i) many.push_back({.Key = "k" + std::to_string(i)});
  expect_error([&] { create(many); }, "TagLimitExceeded",
               "The maximum number of tags for a resource has been reached.");
  const aws::ec2::Tag app{"app", "library"};
  EXPECT_THAT(create({app}).LaunchTemplate->Tags, ElementsAre(app));
  const std::vector<aws::ec2::Filter> ours = {{.Name = "tag:app", .Values = {"library"}}};
  EXPECT_THAT(api().DescribeLaunchTemplates({.Filters = ours}).LaunchTemplates, SizeIs(1));
}

TEST_F(LaunchTemplateTest, NamesAreUnique) {
  create_template();
  expect_error([&] { create_template(); }, "InvalidLaunchTemplateName.AlreadyExistsException",
               "Launch template name already in use.");
}

TEST_F(LaunchTemplateTest, TheSameClientTokenIsTheSameRequest) {
  aws::ec2::CreateLaunchTemplateRequest request{
      .ClientToken = "token", .LaunchTemplateName = "web-template", .LaunchTemplateData = web_server()};
  const auto first = api().CreateLaunchTemplate(request);
  EXPECT_EQ(api().CreateLaunchTemplate(request), first);
  EXPECT_THAT(api().DescribeLaunchTemplates({}).LaunchTemplates, SizeIs(1));
  request.LaunchTemplateData->InstanceType = "t3.large";
  expect_error([&] { api().CreateLaunchTemplate(request); }, "IdempotentParameterMismatch",
               "The request uses the same client token as a previous, but non-identical request.");
}

TEST_F(LaunchTemplateTest, MissingOnesAreNamed) {
  expect_error([&] { api().DeleteLaunchTemplate({.LaunchTemplateName = "x"}); },
               "InvalidLaunchTemplateName.NotFoundException",
               "The specified launch template, with template name x, does not exist.");
  expect_error([&] { api().DescribeLaunchTemplates({.LaunchTemplateNames = {"x"}}); },
               "InvalidLaunchTemplateName.NotFoundException",
               "At least one of the launch templates specified in the request does not exist.");
  expect_error([&] { api().DescribeLaunchTemplates({.LaunchTemplateIds = {"lt-0123456789abcdef0"}}); },
               "InvalidLaunchTemplateId.NotFound",
               "The specified launch template, with template ID lt-0123456789abcdef0, does not exist.");
  expect_error([&] { api().DeleteLaunchTemplate({}); }, "MissingParameter",
               "The request must contain the parameter launch template ID or launch template name");
}

TEST_F(LaunchTemplateTest, ARehearsalChecksAndCreatesNothing) {
  store.rehearse([&] { create_template(); });
  EXPECT_THAT(api().DescribeLaunchTemplates({}).LaunchTemplates, IsEmpty());
  create_template();
  expect_error([&] { store.rehearse([&] { create_template(); }); }, "InvalidLaunchTemplateName.AlreadyExistsException",
               "Launch template name already in use.");
}

TEST_F(LaunchTemplateTest, PagesCoverAll) {
  for (const std::string name : {"one", "two", "three"}) create_template(web_server(), name);
  auto page = api().DescribeLaunchTemplates({.MaxResults = 2});
  EXPECT_THAT(page.LaunchTemplates, SizeIs(2));
  page = api().DescribeLaunchTemplates({.NextToken = page.NextToken, .MaxResults = 2});
  EXPECT_THAT(page.LaunchTemplates, SizeIs(1));
  EXPECT_FALSE(page.NextToken);
  expect_error([&] { api().DescribeLaunchTemplates({.NextToken = "?"}); }, "InvalidNextToken",
               "The specified NextToken is not valid.");
}

// CreateLaunchTemplate accepts nearly anything; what is wrong shows when the template is used.
class FullyFormedTest : public LaunchTemplateTest {
 protected:
  void expect_refused(const std::function<void(aws::ec2::RequestLaunchTemplateData&)>& spoil, const std::string& code,
                      const std::string& message) {
    auto data = web_server();
    spoil(data);
    const auto made = create_template(data);
    expect_error([&] { ec2->instances().resolve_template({.id = *made.LaunchTemplateId}); }, code, message);
    api().DeleteLaunchTemplate({.LaunchTemplateId = made.LaunchTemplateId});
  }
};

TEST_F(FullyFormedTest, AResolvedTemplateHasAllThatAnInstanceNeeds) {
  create_template();
  const auto specification = ec2->instances().resolve_template({.name = "web-template", .version = "$Latest"});
  EXPECT_EQ(specification.template_version, 1);
  EXPECT_EQ(specification.instance_type, "t3.micro");
  EXPECT_EQ(specification.profile->name, "web");
  EXPECT_EQ(specification.user_data, "#!/bin/bash\necho hi\n");
  EXPECT_THAT(specification.security_group_ids, IsEmpty());  // the default one of wherever it is launched
}

TEST_F(FullyFormedTest, ProfilesMustExist) {
  expect_refused([](auto& data) { data.IamInstanceProfile->Name = "nobody"; }, "InvalidParameterValue",
                 "Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name");
  expect_refused([](auto& data) { data.IamInstanceProfile = {{.Arn = "arn:x"}}; }, "InvalidParameterValue",
                 "Value (arn:x) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN");
}

TEST_F(FullyFormedTest, ImagesAndTypesMustExist) {
  expect_refused([](auto& data) { data.ImageId = "ami-00000000000000000"; }, "InvalidAMIID.NotFound",
                 "The image id '[ami-00000000000000000]' does not exist");
  expect_refused([](auto& data) { data.ImageId = "linux"; }, "InvalidAMIID.Malformed",
                 "Invalid id: \"linux\" (expecting \"ami-...\")");
  expect_refused([](auto& data) { data.ImageId.reset(); }, "MissingParameter",
                 "The request must contain the parameter ImageId");
  expect_refused([](auto& data) { data.InstanceType = "big"; }, "InvalidParameterValue",
                 "Invalid value 'big' for InstanceType.");
  expect_refused([](auto& data) { data.KeyName = "mine"; }, "InvalidKeyPair.NotFound",
                 "The key pair 'mine' does not exist");
}

TEST_F(FullyFormedTest, UserDataMustBeBase64AndShort) {
  expect_refused([](auto& data) { data.UserData = "#!/bin/bash"; }, "InvalidUserData.Malformed",
                 "Invalid BASE64 encoding of user data.");
  expect_refused([](auto& data) { data.UserData = std::string(24000, 'A'); }, "InvalidParameterValue",
                 "User data is limited to 16384 bytes");
}

TEST_F(FullyFormedTest, GroupsAndSubnetsMustExist) {
  expect_refused([](auto& data) { data.SecurityGroupIds = {"sg-00000000000000000"}; }, "InvalidGroup.NotFound",
                 "The security group 'sg-00000000000000000' does not exist");
  expect_refused([](auto& data) { data.SecurityGroupIds = {"mine"}; }, "InvalidGroupId.Malformed",
                 "Invalid id: \"mine\" (expecting \"sg-...\")");
  expect_refused([](auto& data) { data.NetworkInterfaces = {{.SubnetId = "subnet-00000000000000000"}}; },
                 "InvalidSubnetID.NotFound", "The subnet ID 'subnet-00000000000000000' does not exist");
}

TEST_F(FullyFormedTest, VersionsMustExist) {
  const auto made = create_template();
  expect_error(
      [&] { ec2->instances().resolve_template({.name = "web-template", .version = "3"}); },
      "InvalidLaunchTemplateId.VersionNotFound",
      "Could not find the specified version 3 for the launch template with ID " + *made.LaunchTemplateId + ".");
}

}  // namespace
}  // namespace aws::region::ec2
