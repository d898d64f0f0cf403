// Network interfaces and volumes, which come and go with their instances.
#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class DeviceTest : public Ec2Test {
 protected:
  std::string run(const aws::ec2::RequestLaunchTemplateData& data) {
    create_template(data);
    const std::string id = launch();
    clock.advance(std::chrono::seconds(60));
    return id;
  }
};

TEST_F(DeviceTest, AnInterfaceIsFoundByItsInstanceAndIsWhatTheInstanceSays) {
  const std::string id = run(web_server());
  launch();
  const auto found = api()
                         .DescribeNetworkInterfaces({.Filters = {{.Name = "attachment.instance-id", .Values = {id}}}})
                         .NetworkInterfaces;
  ASSERT_THAT(found, SizeIs(1));
  const auto seen = described(id);
  EXPECT_EQ(found[0].NetworkInterfaceId, seen.NetworkInterfaces.at(0).NetworkInterfaceId);
  EXPECT_EQ(found[0].PrivateIpAddress, seen.PrivateIpAddress);
  EXPECT_EQ(found[0].SubnetId, seen.SubnetId);
  EXPECT_EQ(found[0].Groups, seen.SecurityGroups);
  EXPECT_THAT(api().DescribeNetworkInterfaces({}).NetworkInterfaces, SizeIs(2));
  expect_error([&] { api().DescribeNetworkInterfaces({.NetworkInterfaceIds = {"eni-0"}}); },
               "InvalidNetworkInterfaceID.NotFound", "The networkInterface ID 'eni-0' does not exist");
}

TEST_F(DeviceTest, AVolumeIsAsTheLaunchAskedForIt) {
  auto data = web_server();
  aws::ec2::LaunchTemplateBlockDeviceMappingRequest mapping{.DeviceName = "/dev/xvda"};
  mapping.Ebs = aws::ec2::LaunchTemplateEbsBlockDeviceRequest{.Encrypted = true, .VolumeSize = 20, .VolumeType = "gp3"};
  data.BlockDeviceMappings = {mapping};
  data.TagSpecifications = {{.ResourceType = "volume", .Tags = {{.Key = "team", .Value = "a"}}}};
  const std::string id = run(data);
  const auto found =
      api()
          .DescribeVolumes({.Filters = {{.Name = "tag:team", .Values = {"a"}}, {.Name = "size", .Values = {"20"}}}})
          .Volumes;
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].VolumeId, described(id).BlockDeviceMappings.at(0).Ebs->VolumeId);
  EXPECT_EQ(found[0].VolumeType, "gp3");
  EXPECT_EQ(found[0].Encrypted, true);
  EXPECT_EQ(found[0].Attachments.at(0).InstanceId, id);
  expect_error([&] { api().DescribeVolumes({.VolumeIds = {"vol-0"}}); }, "InvalidVolume.NotFound",
               "The volume 'vol-0' does not exist.");
}

TEST_F(DeviceTest, TheyGoWithTheInstance) {
  const std::string id = run(web_server());
  EXPECT_THAT(api().DescribeVolumes({}).Volumes, SizeIs(1));
  ec2->instances().terminate(id);
  clock.advance(std::chrono::seconds(60));
  EXPECT_THAT(api().DescribeVolumes({}).Volumes, IsEmpty());
  EXPECT_THAT(api().DescribeNetworkInterfaces({}).NetworkInterfaces, IsEmpty());
}

}  // namespace
}  // namespace aws::region::ec2
