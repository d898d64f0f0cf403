#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr const char* kImage = "ami-0123456789abcdef0";

class RunInstancesTest : public Ec2Test {
 protected:
  static aws::ec2::RunInstancesRequest plain() {
    return {.ImageId = kImage, .InstanceType = "t3.micro", .MaxCount = 1, .MinCount = 1};
  }
  void expect_refused(const std::function<void(aws::ec2::RunInstancesRequest&)>& spoil, const std::string& code,
                      const std::string& message) {
    auto request = plain();
    spoil(request);
    expect_error([&] { api().RunInstances(request); }, code, message);
    EXPECT_THAT(api().DescribeInstances({}).Reservations, IsEmpty());
  }
};

TEST_F(RunInstancesTest, LaunchesWhatIsAskedFor) {
  auto request = plain();
  request.MaxCount = 3;
  request.UserData = "IyEvYmluL2Jhc2gKZWNobyBoaQo=";
  request.IamInstanceProfile = {{.Name = "web"}};
  request.Placement = {{.AvailabilityZone = "us-west-2c", .GroupName = "near", .Tenancy = "default"}};
  request.TagSpecifications = {{"instance", {{"app", "library"}}}, {"volume", {{"app", "disk"}}}};
  request.Monitoring = {{.Enabled = true}};
  request.EbsOptimized = true;
  request.CpuOptions = {{.CoreCount = 1, .ThreadsPerCore = 1}};
  request.MetadataOptions = {{.HttpTokens = "required", .HttpPutResponseHopLimit = 2}};
  const auto reservation = api().RunInstances(request);
  ASSERT_THAT(reservation.Instances, SizeIs(3));
  EXPECT_EQ(reservation.Instances[2].AmiLaunchIndex, 2);
  EXPECT_EQ(reservation.Instances[0].State->Name, "pending");
  clock.advance(1s);
  const auto reservations = api().DescribeInstances({}).Reservations;
  ASSERT_THAT(reservations, SizeIs(1));
  EXPECT_EQ(reservations[0].ReservationId, reservation.ReservationId);
  ASSERT_THAT(reservations[0].Instances, SizeIs(3));
  const auto& view = reservations[0].Instances[1];
  EXPECT_EQ(view.InstanceId, reservation.Instances[1].InstanceId);
  EXPECT_EQ(view.State->Name, "running");
  EXPECT_EQ(view.Placement->AvailabilityZone, "us-west-2c");
  EXPECT_EQ(view.Placement->AvailabilityZoneId, "usw2-az3");
  EXPECT_EQ(view.Placement->GroupName, "near");
  EXPECT_EQ(view.Monitoring->State, "enabled");
  EXPECT_EQ(view.EbsOptimized, true);
  EXPECT_EQ(view.CpuOptions->ThreadsPerCore, 1);
  EXPECT_EQ(view.MetadataOptions->HttpTokens, "required");
  EXPECT_EQ(view.MetadataOptions->HttpPutResponseHopLimit, 2);
  EXPECT_THAT(view.Tags, ElementsAre(aws::ec2::Tag{"app", "library"}));
  EXPECT_EQ(host->boots.at(0).user_data, "#!/bin/bash\necho hi\n");
}

TEST_F(RunInstancesTest, WhatAwsHasAddedSinceIsHonouredOrRefused) {
  auto request = plain();
  request.NetworkPerformanceOptions = {{.BandwidthWeighting = "vpc-1"}};
  const auto id = *api().RunInstances(request).Instances.at(0).InstanceId;
  const auto told = api().GetLaunchTemplateData({.InstanceId = id}).LaunchTemplateData.value();
  EXPECT_EQ(told.NetworkPerformanceOptions->BandwidthWeighting, "vpc-1");
  clock.advance(1s);
  EXPECT_EQ(api().DescribeInstanceStatus({}).InstanceStatuses.at(0).AvailabilityZoneId, "usw2-az2");
  EXPECT_EQ(api().DescribeVolumes({}).Volumes.at(0).AvailabilityZoneId, "usw2-az2");
  EXPECT_EQ(api().DescribeNetworkInterfaces({}).NetworkInterfaces.at(0).AvailabilityZoneId, "usw2-az2");
  const auto refused = [&](auto spoil, const std::string& code, const std::string& message) {
    auto spoilt = plain();
    spoil(spoilt);
    expect_error([&] { api().RunInstances(spoilt); }, code, message);
  };
  refused([](auto& r) { r.EnablePrimaryIpv6 = true; }, "InvalidParameterValue", "The subnet has no IPv6 CIDR block");
  refused([](auto& r) { r.Operator = {{.Principal = "eks.amazonaws.com"}}; }, "UnsupportedOperation",
          "Operator is not supported by the embedded region");
  refused([](auto& r) { r.ElasticGpuSpecification = {{.Type = "eg1.medium"}}; }, "UnsupportedOperation",
          "ElasticGpuSpecification is not supported by the embedded region");
  refused([](auto& r) { r.ElasticInferenceAccelerators = {{.Type = "eia1.medium"}}; }, "UnsupportedOperation",
          "ElasticInferenceAccelerators is not supported by the embedded region");
}

TEST_F(RunInstancesTest, ATemplateIsTheBeginningAndTheRequestGoesBeforeIt) {
  auto data = web_server();
  data.TagSpecifications = {{.ResourceType = "instance", .Tags = {{"app", "library"}, {"tier", "web"}}}};
  create_template(data);
  const auto view = api()
                        .RunInstances({.InstanceType = "m5.large",
                                       .MaxCount = 1,
                                       .MinCount = 1,
                                       .TagSpecifications = {{"instance", {{"app", "other"}}}},
                                       .LaunchTemplate = {{.LaunchTemplateName = "web-template"}}})
                        .Instances.at(0);
  EXPECT_EQ(view.ImageId, kImage);
  EXPECT_EQ(view.InstanceType, "m5.large");
  EXPECT_THAT(
      view.Tags,
      ElementsAre(aws::ec2::Tag{"app", "other"}, ::testing::Field(&aws::ec2::Tag::Key, "aws:ec2launchtemplate:id"),
                  aws::ec2::Tag{"aws:ec2launchtemplate:version", "1"}, aws::ec2::Tag{"tier", "web"}));
  expect_error(
      [&] { api().RunInstances({.MaxCount = 1, .MinCount = 1, .LaunchTemplate = {{.LaunchTemplateName = "none"}}}); },
      "InvalidLaunchTemplateName.NotFoundException",
      "The specified launch template, with template name none, does not exist.");
}

TEST_F(RunInstancesTest, TheSameClientTokenIsTheSameLaunch) {
  auto request = plain();
  request.ClientToken = "token";
  request.MaxCount = 2;
  const auto first = api().RunInstances(request);
  const auto again = api().RunInstances(request);
  EXPECT_EQ(again.ReservationId, first.ReservationId);
  EXPECT_THAT(again.Instances, SizeIs(2));
  EXPECT_EQ(first.Instances[0].ClientToken, "token");
  request.InstanceType = "t3.large";
  expect_error([&] { api().RunInstances(request); }, "IdempotentParameterMismatch",
               "The request uses the same client token as a previous, but non-identical request.");
}

TEST_F(RunInstancesTest, TheImageAndTheTypeGoTogether) {
  expect_refused([](auto& request) { request.InstanceType = "t4g.micro"; }, "InvalidParameterValue",
                 "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of "
                 "the specified AMI. Specify an instance type and an AMI that have matching architectures, and try "
                 "again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of "
                 "the instance type or AMI.");
}

TEST_F(RunInstancesTest, AnImageMayAskForVersion2OfTheMetadata) {
  auto request = plain();
  EXPECT_EQ(api().RunInstances(request).Instances.at(0).MetadataOptions->HttpTokens, "optional");
  request.ImageId = "ami-0123456789abcdef1";
  const auto options = *api().RunInstances(request).Instances.at(0).MetadataOptions;
  EXPECT_EQ(options.HttpTokens, "required");
  EXPECT_EQ(options.HttpPutResponseHopLimit, 2);
  request.MetadataOptions = {{.HttpTokens = "optional", .HttpPutResponseHopLimit = 1}};
  EXPECT_EQ(api().RunInstances(request).Instances.at(0).MetadataOptions->HttpTokens, "optional");
}

TEST_F(RunInstancesTest, IsFoundByWhatItHas) {
  auto request = plain();
  request.ClientToken = "token";
  const auto made = api().RunInstances(request).Instances.at(0);
  api().RunInstances(plain());
  const auto found = [&](const std::string& name, const std::string& value) {
    std::vector<std::string> ids;
    for (const auto& it : api().DescribeInstances({.Filters = {{.Name = name, .Values = {value}}}}).Reservations) {
      ids.push_back(*it.Instances.at(0).InstanceId);
    }
    return ids;
  };
  EXPECT_THAT(found("client-token", "token"), ElementsAre(*made.InstanceId));
  EXPECT_THAT(found("block-device-mapping.volume-id", *made.BlockDeviceMappings.at(0).Ebs->VolumeId),
              ElementsAre(*made.InstanceId));
  EXPECT_THAT(found("network-interface.network-interface-id", *made.NetworkInterfaces.at(0).NetworkInterfaceId),
              ElementsAre(*made.InstanceId));
  EXPECT_THAT(found("metadata-options.http-put-response-hop-limit", "1"), SizeIs(2));
  EXPECT_THAT(found("hibernation-options.configured", "true"), IsEmpty());
}

TEST_F(RunInstancesTest, TheRoleMustBePassed) {
  profiles.profiles["web"].role_arn = "arn:aws:iam::123456789012:role/web-role";
  struct Nothing final : contract::Authority {
    void require(const contract::Call&, std::string_view action, const std::string& resource,
                 const contract::Circumstances&) const override {
      throw Error("UnauthorizedOperation", std::string(action) + ' ' + resource, 403);
    }
  } nothing;
  auto request = plain();
  request.IamInstanceProfile = {{.Name = "web"}};
  const contract::Call call{.operation = aws::ec2::operations::RunInstances, .authority = &nothing};
  aws::ec2::RunInstancesResponse response;
  expect_error([&] { handlers.call(call, &request, &response); }, "UnauthorizedOperation",
               "iam:PassRole arn:aws:iam::123456789012:role/web-role", 403);
}

TEST_F(RunInstancesTest, WhatCannotBeIsRefused) {
  expect_refused([](auto& request) { request.MinCount = 0; }, "InvalidParameterValue",
                 "Value (0) for parameter minCount is invalid. Expecting a value greater than 0.");
  expect_refused([](auto& request) { request.MinCount = 2; }, "InvalidParameterValue",
                 "Value (1) for parameter maxCount is invalid. Expecting a value not less than minCount (2).");
  expect_refused([](auto& request) { request.ImageId.reset(); }, "MissingParameter",
                 "The request must contain the parameter ImageId");
  expect_refused([](auto& request) { request.SubnetId = "subnet-00000000000000000"; }, "InvalidSubnetID.NotFound",
                 "The subnet ID 'subnet-00000000000000000' does not exist");
  expect_refused([](auto& request) { request.SecurityGroups = {"none"}; }, "InvalidGroup.NotFound",
                 "The security group 'none' does not exist in default VPC '" + ec2->network().default_vpc().id + "'");
  expect_refused(
      [](auto& request) {
        request.NetworkInterfaces = {{.DeviceIndex = 0}};
        request.SubnetId = "subnet-00000000000000000";
      },
      "InvalidParameterCombination",
      "Network interfaces and an instance-level subnet ID may not be specified on the same request");
  expect_refused(
      [](auto& request) {
        request.TagSpecifications = {{"vpc", {{"a", "b"}}}};
      },
      "InvalidParameterValue", "'vpc' is not a valid taggable resource type for this operation.");
  expect_refused([](auto& request) { request.Placement = {{.AvailabilityZone = "us-west-2x"}}; },
                 "InvalidParameterValue", "Invalid availability zone: [us-west-2x]");
}

TEST_F(RunInstancesTest, AnInstanceIsTemplateDataForAnother) {
  auto data = web_server();
  data.CreditSpecification = {{.CpuCredits = "unlimited"}};
  data.BlockDeviceMappings = {
      {.DeviceName = "/dev/xvda", .Ebs = aws::ec2::LaunchTemplateEbsBlockDeviceRequest{.VolumeSize = 20}}};
  create_template(data);
  const std::string id = launch_and_boot("us-west-2b");
  const auto told = *api().GetLaunchTemplateData({.InstanceId = id}).LaunchTemplateData;
  EXPECT_EQ(told.ImageId, kImage);
  EXPECT_EQ(told.UserData, data.UserData);
  EXPECT_EQ(told.CreditSpecification->CpuCredits, "unlimited");
  EXPECT_EQ(told.BlockDeviceMappings.at(0).Ebs->VolumeSize, 20);
  EXPECT_EQ(told.Placement->AvailabilityZone, "us-west-2b");
  EXPECT_EQ(told.IamInstanceProfile->Arn, "arn:aws:iam::123456789012:instance-profile/web");
  EXPECT_EQ(told.NetworkInterfaces.at(0).SubnetId, described(id).SubnetId);
  expect_error([&] { api().GetLaunchTemplateData({.InstanceId = "i-00000000000000000"}); },
               "InvalidInstanceID.NotFound", "The instance ID 'i-00000000000000000' does not exist");
}

TEST_F(RunInstancesTest, ACallFindsNoCapacityInAFullZone) {
  const Principal caller{"arn:aws:iam::123456789012:user/ann", "AIDA"};
  const auto by_caller = [&](const contract::Operation& operation, const auto& request, auto response) {
    handlers.call({.operation = operation, .principal = caller}, &request, &response);
    return response;
  };
  const auto run = [&](const std::string& zone) {
    auto request = plain();
    request.Placement = {{.AvailabilityZone = zone}};
    return by_caller(aws::ec2::operations::RunInstances, request, aws::ec2::RunInstancesResponse());
  };
  capacity.full_zone = "us-west-2a";
  const std::string said =
      "We currently do not have sufficient t3.micro capacity in the Availability Zone you requested (us-west-2a). Our "
      "system will be working on provisioning additional capacity. You can currently get t3.micro capacity by not "
      "specifying an Availability Zone in your request or choosing us-west-2b, us-west-2c, us-west-2d.";
  expect_error([&] { run("us-west-2a"); }, "InsufficientInstanceCapacity", said, 500);
  const auto id = *run("us-west-2b").Instances.at(0).InstanceId;
  clock.advance(1s);
  api().StopInstances({.InstanceIds = {id}});
  clock.advance(1s);
  const aws::ec2::StartInstancesRequest start{.InstanceIds = {id}};
  capacity.full_zone = "us-west-2b";
  const auto resume = [&] {
    return by_caller(aws::ec2::operations::StartInstances, start, aws::ec2::StartInstancesResponse());
  };
  EXPECT_THROW(resume(), Error);
  EXPECT_EQ(instance(id).state, "stopped");
  capacity.full_zone = "";
  EXPECT_EQ(resume().StartingInstances.at(0).CurrentState->Name, "pending");
}

TEST_F(RunInstancesTest, AnImageOfOnesOwnBringsItsFilesToTheHost) {
  const std::string id = "ami-0123456789abcdef2";
  images.add_own(id);
  const auto run = [&] {
    return api().RunInstances({.ImageId = id, .InstanceType = "t3.micro", .MaxCount = 1, .MinCount = 1});
  };
  run();
  clock.advance(1s);
  ASSERT_EQ(host->boots.size(), 1U);
  EXPECT_EQ(host->boots.at(0).image_id, id);
  EXPECT_EQ(host->boots.at(0).root, "/images/" + id + "/root");
  EXPECT_FALSE(host->boots.at(0).image_gone);

  run();
  images.own.clear();  // before the second one boots
  clock.advance(1s);
  ASSERT_EQ(host->boots.size(), 2U);
  EXPECT_TRUE(host->boots.at(1).image_gone);

  images.add_own(id, "it is broken");
  expect_error(run, "InvalidAMIID.Unavailable", "The image ID '" + id + "' is not available: it is broken");
}

}  // namespace
}  // namespace aws::region::ec2
