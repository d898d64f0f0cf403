#include "base/text/base64.h"
#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;
using aws::ec2::ModifyInstanceAttributeRequest;

class AttributeTest : public Ec2Test {
 protected:
  auto attribute(const std::string& id, const std::string& name) {
    return api().DescribeInstanceAttribute({.Attribute = name, .InstanceId = id});
  }
  void refuse(const ModifyInstanceAttributeRequest& request, const std::string& code, const std::string& message) {
    expect_error([&] { api().ModifyInstanceAttribute(request); }, code, message);
  }
};

TEST_F(AttributeTest, HaveTheirDefaults) {
  const std::string id = launch_and_boot();
  EXPECT_EQ(attribute(id, "instanceType").InstanceType->Value, "t3.micro");
  EXPECT_EQ(attribute(id, "userData").UserData->Value, web_server().UserData);
  EXPECT_EQ(attribute(id, "disableApiTermination").DisableApiTermination->Value, false);
  EXPECT_EQ(attribute(id, "sourceDestCheck").SourceDestCheck->Value, true);
  EXPECT_EQ(attribute(id, "instanceInitiatedShutdownBehavior").InstanceInitiatedShutdownBehavior->Value, "stop");
  EXPECT_EQ(attribute(id, "groupSet").Groups.at(0).GroupName, "default");
  EXPECT_EQ(attribute(id, "blockDeviceMapping").BlockDeviceMappings.at(0).Ebs->DeleteOnTermination, true);
  EXPECT_EQ(attribute(id, "rootDeviceName").RootDeviceName->Value, "/dev/xvda");
  EXPECT_EQ(attribute(id, "enclaveOptions").EnclaveOptions->Enabled, false);
  expect_error([&] { attribute("i-00000000000000000", "userData"); }, "InvalidInstanceID.NotFound",
               "The instance ID 'i-00000000000000000' does not exist");
}

TEST_F(AttributeTest, SomeAreModifiedAtAnyTime) {
  const std::string id = launch_and_boot();
  api().ModifyInstanceAttribute({.SourceDestCheck = {{.Value = false}}, .InstanceId = id});
  EXPECT_EQ(described(id).SourceDestCheck, false);
  EXPECT_EQ(described(id).NetworkInterfaces.at(0).SourceDestCheck, false);
  api().ModifyInstanceAttribute({.InstanceId = id, .InstanceInitiatedShutdownBehavior = {{.Value = "terminate"}}});
  EXPECT_EQ(attribute(id, "instanceInitiatedShutdownBehavior").InstanceInitiatedShutdownBehavior->Value, "terminate");
  api().ModifyInstanceAttribute(
      {.BlockDeviceMappings = {{.DeviceName = "/dev/xvda",
                                .Ebs = aws::ec2::EbsInstanceBlockDeviceSpecification{.DeleteOnTermination = false}}},
       .InstanceId = id});
  EXPECT_EQ(described(id).BlockDeviceMappings.at(0).Ebs->DeleteOnTermination, false);
}

TEST_F(AttributeTest, SomeAreModifiedOnlyWhileItIsStopped) {
  const std::string id = launch_and_boot();
  const std::string message = "The instance '" + id + "' is not in the 'stopped' state.";
  refuse({.InstanceId = id, .InstanceType = {{.Value = "m5.large"}}}, "IncorrectInstanceState", message);
  refuse({.InstanceId = id, .UserData = {{.Value = Blob{"#!/bin/sh\n"}}}}, "IncorrectInstanceState", message);
  refuse({.EbsOptimized = {{.Value = true}}, .InstanceId = id}, "IncorrectInstanceState", message);
  api().StopInstances({.InstanceIds = {id}});
  clock.advance(1s);
  api().ModifyInstanceAttribute({.InstanceId = id, .InstanceType = {{.Value = "m5.large"}}});
  api().ModifyInstanceAttribute({.InstanceId = id, .UserData = {{.Value = Blob{"#!/bin/sh\n"}}}});
  api().ModifyInstanceAttribute({.EbsOptimized = {{.Value = true}}, .InstanceId = id});
  EXPECT_EQ(described(id).InstanceType, "m5.large");
  EXPECT_EQ(attribute(id, "userData").UserData->Value, "IyEvYmluL3NoCg==");
  EXPECT_EQ(described(id).EbsOptimized, true);
}

TEST_F(AttributeTest, WrongRequestsAreRefused) {
  const std::string id = launch_and_boot();
  refuse({.InstanceId = id}, "InvalidParameterCombination", "No attributes specified.");
  refuse({.DisableApiTermination = {{.Value = true}}, .InstanceId = id, .DisableApiStop = {{.Value = true}}},
         "InvalidParameterCombination",
         "Fields for multiple attribute types specified: disableApiStop, disableApiTermination");
  refuse({.Groups = {"sg-00000000000000000"}, .InstanceId = id}, "InvalidGroup.NotFound",
         "The security group 'sg-00000000000000000' does not exist");
  refuse({.InstanceId = id, .InstanceType = {{.Value = "big"}}}, "InvalidParameterValue",
         "Invalid value 'big' for InstanceType.");
  refuse({.BlockDeviceMappings = {{.DeviceName = "/dev/sdz"}}, .InstanceId = id}, "InvalidInstanceAttributeValue",
         "No device is currently mapped at /dev/sdz");
  refuse({.Attribute = "userData", .InstanceId = id, .Value = "?"}, "InvalidUserData.Malformed",
         "Invalid BASE64 encoding of user data.");
  refuse({.Attribute = "userData", .InstanceId = id}, "MissingParameter",
         "The request must contain the parameter value");
}

TEST_F(AttributeTest, MetadataOptionsHoldAtOnce) {
  const std::string id = launch_and_boot();
  const auto ask = [&] {
    http::Request request;
    request.target = "/latest/meta-data/instance-id";
    return host->machines.at(id).metadata(request).response.status;
  };
  EXPECT_EQ(ask(), 200);
  const auto answer = api().ModifyInstanceMetadataOptions({.InstanceId = id, .HttpTokens = "required"});
  EXPECT_EQ(answer.InstanceMetadataOptions->State, "pending");
  EXPECT_EQ(answer.InstanceMetadataOptions->HttpTokens, "required");
  EXPECT_EQ(answer.InstanceMetadataOptions->HttpEndpoint, "enabled");
  EXPECT_EQ(ask(), 401);
  api().ModifyInstanceMetadataOptions({.InstanceId = id, .HttpEndpoint = "disabled"});
  EXPECT_EQ(ask(), 403);
  EXPECT_EQ(described(id).MetadataOptions->State, "applied");
  expect_error([&] { api().ModifyInstanceMetadataOptions({.InstanceId = id, .HttpPutResponseHopLimit = 65}); },
               "InvalidParameterValue",
               "Value (65) for parameter HttpPutResponseHopLimit is invalid. It must be between 1 and 64.");
}

TEST_F(AttributeTest, StatusIsOfThoseThatRunUnlessAllAreAskedFor) {
  const std::string up = launch_and_boot();
  const std::string pending = launch();
  const auto status = api().DescribeInstanceStatus({}).InstanceStatuses;
  ASSERT_THAT(status, SizeIs(1));
  EXPECT_EQ(status[0].InstanceId, up);
  EXPECT_EQ(status[0].InstanceStatus->Status, "ok");
  EXPECT_EQ(status[0].SystemStatus->Details.at(0).Status, "passed");
  EXPECT_THAT(api().DescribeInstanceStatus({.InstanceIds = {pending}}).InstanceStatuses, IsEmpty());
  const auto all = api().DescribeInstanceStatus({.InstanceIds = {pending}, .IncludeAllInstances = true});
  EXPECT_EQ(all.InstanceStatuses.at(0).InstanceStatus->Status, "not-applicable");
  const std::vector<aws::ec2::Filter> initializing = {{"instance-status.status", {"initializing"}}};
  EXPECT_THAT(api().DescribeInstanceStatus({.Filters = initializing}).InstanceStatuses, IsEmpty());
  api().RebootInstances({.InstanceIds = {up}});
  EXPECT_THAT(api().DescribeInstanceStatus({.Filters = initializing}).InstanceStatuses, SizeIs(1));
  EXPECT_EQ(status.at(0).AttachedEbsStatus->Status, status.at(0).InstanceStatus->Status);
  EXPECT_EQ(status.at(0).Operator->Managed, false);
  expect_error([&] { api().DescribeInstanceStatus({.MaxResults = 4}); }, "InvalidParameterValue",
               "Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than or equal to 5.");
}

TEST_F(AttributeTest, TheConsoleIsToldInBase64) {
  const std::string id = launch_and_boot();
  const auto console = api().GetConsoleOutput({.InstanceId = id});
  EXPECT_EQ(console.InstanceId, id);
  EXPECT_EQ(text::base64_decode(console.Output.value_or("")), id + " says hi\n");
  expect_error([&] { api().GetConsoleOutput({.InstanceId = "i-00000000000000000"}); }, "InvalidInstanceID.NotFound",
               "The instance ID 'i-00000000000000000' does not exist");
}

TEST_F(AttributeTest, ProfilesAreTakenAwayAndGiven) {
  const std::string id = launch_and_boot();
  const aws::ec2::IamInstanceProfileSpecification bad{.Name = "bad"};
  const auto associate = [&] {
    return *api()
                .AssociateIamInstanceProfile({.IamInstanceProfile = bad, .InstanceId = id})
                .IamInstanceProfileAssociation;
  };
  expect_error(associate, "IncorrectState", "There is an existing association for instance " + id);
  const std::string old =
      *api().DescribeIamInstanceProfileAssociations({}).IamInstanceProfileAssociations.at(0).AssociationId;
  const auto ended = api().DisassociateIamInstanceProfile({.AssociationId = old}).IamInstanceProfileAssociation;
  EXPECT_EQ(ended->State, "disassociating");
  EXPECT_EQ(ended->AssociationId, old);
  EXPECT_FALSE(described(id).IamInstanceProfile);
  const auto made = associate();
  EXPECT_EQ(made.State, "associating");
  clock.advance(0s);
  EXPECT_EQ(described(id).IamInstanceProfile->Arn, "arn:aws:iam::123456789012:instance-profile/bad");
  expect_error([&] { api().DisassociateIamInstanceProfile({.AssociationId = old}); }, "InvalidAssociationID.NotFound",
               "An invalid association-id of '" + old + "' was given");
}

}  // namespace
}  // namespace aws::region::ec2
