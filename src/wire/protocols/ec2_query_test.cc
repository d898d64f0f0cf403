#include <gmock/gmock.h>

#include "contract/ec2.h"
#include "wire/protocols/protocol.h"

namespace aws::wire {
namespace {

const Protocol& kEc2 = protocol(contract::ProtocolKind::kEc2);

TEST(Ec2Query, NamesListsWithoutAWordBetween) {
  const ec2::CreateLaunchTemplateRequest input{
      .LaunchTemplateName = "lt",
      .LaunchTemplateData =
          ec2::RequestLaunchTemplateData{
              .IamInstanceProfile = ec2::LaunchTemplateIamInstanceProfileSpecificationRequest{.Name = "profile"},
              .ImageId = "ami-1",
              .SecurityGroupIds = {"sg-1", "sg-2"}},
      .TagSpecifications = {{.ResourceType = "launch-template", .Tags = {{.Key = "k", .Value = "v"}}}}};
  EXPECT_EQ(kEc2.encode_request(ec2::operations::CreateLaunchTemplate, &input).body,
            "Action=CreateLaunchTemplate&Version=2016-11-15&LaunchTemplateName=lt&"
            "LaunchTemplateData.IamInstanceProfile.Name=profile&LaunchTemplateData.ImageId=ami-1&"
            "LaunchTemplateData.SecurityGroupId.1=sg-1&LaunchTemplateData.SecurityGroupId.2=sg-2&"
            "TagSpecification.1.ResourceType=launch-template&TagSpecification.1.Tag.1.Key=k&"
            "TagSpecification.1.Tag.1.Value=v");
}

TEST(Ec2Query, DecodesFormsOfOtherClients) {
  ec2::DescribeInstancesRequest input;
  kEc2.decode_request(ec2::operations::DescribeInstances,
                      {.body = "Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1&InstanceId.3=i-3&"
                               "Filter.1.Name=instance-state-name&Filter.1.Value.1=running&Filter.1.Value.2=pending"},
                      &input);
  EXPECT_EQ(input, (ec2::DescribeInstancesRequest{
                       .Filters = {{.Name = "instance-state-name", .Values = {"running", "pending"}}},
                       .InstanceIds = {"i-1", "i-3"}}));
}

TEST(Ec2Query, RepliesWithLowerCamelNames) {
  const ec2::DescribeLaunchTemplatesResponse output{
      .LaunchTemplates = {{.LaunchTemplateId = "lt-1",
                           .CreateTime = Timestamp(std::chrono::milliseconds(1767323045678)),
                           .LatestVersionNumber = 1}}};
  const auto response = kEc2.encode_response(ec2::operations::DescribeLaunchTemplates, &output, "ID");
  EXPECT_EQ(response.headers, (http::Headers{{"x-amzn-RequestId", "ID"}, {"Content-Type", "text/xml;charset=UTF-8"}}));
  EXPECT_EQ(response.body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<DescribeLaunchTemplatesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            "<requestId>ID</requestId><launchTemplates><item><launchTemplateId>lt-1</launchTemplateId>"
            "<createTime>2026-01-02T03:04:05.678Z</createTime><latestVersionNumber>1</latestVersionNumber>"
            "</item></launchTemplates></DescribeLaunchTemplatesResponse>");
}

// As AWS does: where nothing is tagged, a VPC has no tags, and a route table has none of them.
TEST(Ec2Query, AnEmptyListHasAnElementOrNone) {
  const ec2::DescribeVpcsResponse vpcs{.Vpcs = {{.VpcId = "vpc-1"}}};
  EXPECT_THAT(kEc2.encode_response(ec2::operations::DescribeVpcs, &vpcs, "ID").body,
              ::testing::HasSubstr("<vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet>"));
  const ec2::DescribeRouteTablesResponse tables{.RouteTables = {{.RouteTableId = "rtb-1"}}};
  EXPECT_THAT(kEc2.encode_response(ec2::operations::DescribeRouteTables, &tables, "ID").body,
              ::testing::HasSubstr("<tagSet/>"));
}

// Whoever compares what is read with what was asked for finds nothing else.
TEST(Ec2Query, LeavesEmptyListsOutOfWhatALaunchTemplateSays) {
  ec2::CreateLaunchTemplateVersionResponse output{.LaunchTemplateVersion = ec2::LaunchTemplateVersion{}};
  output.LaunchTemplateVersion->LaunchTemplateData =
      ec2::ResponseLaunchTemplateData{.NetworkInterfaces = {{.DeviceIndex = 0}}, .InstanceType = "t3.micro"};
  EXPECT_THAT(kEc2.encode_response(ec2::operations::CreateLaunchTemplateVersion, &output, "ID").body,
              ::testing::HasSubstr("<launchTemplateData><networkInterfaceSet><item><deviceIndex>0</deviceIndex></item>"
                                   "</networkInterfaceSet><instanceType>t3.micro</instanceType></launchTemplateData>"));
}

TEST(Ec2Query, ReturnsTrueWhereThereIsNoOutput) {
  const ec2::RebootInstancesResponse output;
  EXPECT_EQ(kEc2.encode_response(ec2::operations::RebootInstances, &output, "ID").body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<RebootInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
            "<requestId>ID</requestId><return>true</return></RebootInstancesResponse>");
}

TEST(Ec2Query, WritesErrors) {
  const Error error("InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist");
  EXPECT_EQ(kEc2.encode_error(ec2::kService, error, "ID").body,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code>"
            "<Message>The instance ID 'i-1' does not exist</Message></Error></Errors>"
            "<RequestID>ID</RequestID></Response>");
}

TEST(Ec2Query, RefusesAValueOfTheWrongType) {
  ec2::DescribeInstancesRequest input;
  try {
    kEc2.decode_request(ec2::operations::DescribeInstances, {.body = "DryRun=perhaps"}, &input);
    ADD_FAILURE() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "InvalidParameterValue: Value (perhaps) for parameter DryRun is invalid. It must be true or false.");
  }
}

}  // namespace
}  // namespace aws::wire
