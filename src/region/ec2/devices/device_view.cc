#include "region/ec2/devices/device_view.h"

#include "region/ec2/instances/instance_view.h"
#include "region/ec2/instances/launched_with.h"
#include "region/ec2/network/default_vpc.h"
#include "region/ec2/unmanaged.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr int kRootSize = 8;  // GiB, of the images here
constexpr const char* kRootType = "gp2";
constexpr int kRootIops = 100;

// Those that the launch asked for, for things of this type.
std::vector<api::Tag> launch_tags(const api::RequestLaunchTemplateData& launch, std::string_view type) {
  std::vector<api::Tag> tags;
  for (const auto& specification : launch.TagSpecifications) {
    if (specification.ResourceType == type)
      tags.insert(tags.end(), specification.Tags.begin(), specification.Tags.end());
  }
  return tags;
}

std::optional<api::NetworkInterfaceAssociation> association_of(
    const std::optional<api::InstanceNetworkInterfaceAssociation>& there) {
  if (!there) return std::nullopt;
  return api::NetworkInterfaceAssociation{
      .IpOwnerId = there->IpOwnerId, .PublicDnsName = there->PublicDnsName, .PublicIp = there->PublicIp};
}

const api::VolumeAttachment& attachment(const api::Volume& volume) { return volume.Attachments.front(); }

}  // namespace

std::optional<api::NetworkInterface> network_interface_of(const Instance& instance, const SecurityGroups& groups,
                                                          const Place& place) {
  const auto view = to_reservation(instance, groups, place).Instances.front();
  if (view.NetworkInterfaces.empty()) return std::nullopt;
  const auto& seen = view.NetworkInterfaces.front();
  const auto public_side = association_of(seen.Association);
  return api::NetworkInterface{
      .Association = public_side,
      .Attachment = api::NetworkInterfaceAttachment{.AttachTime = seen.Attachment->AttachTime,
                                                    .AttachmentId = seen.Attachment->AttachmentId,
                                                    .DeleteOnTermination = true,
                                                    .DeviceIndex = 0,
                                                    .NetworkCardIndex = 0,
                                                    .InstanceId = instance.id,
                                                    .InstanceOwnerId = place.account,
                                                    .Status = "attached"},
      .AvailabilityZone = instance.zone,
      .Description = seen.Description,
      .Groups = seen.Groups,
      .InterfaceType = "interface",
      .MacAddress = seen.MacAddress,
      .NetworkInterfaceId = seen.NetworkInterfaceId,
      .OwnerId = place.account,
      .PrivateDnsName = seen.PrivateDnsName,
      .PrivateIpAddress = seen.PrivateIpAddress,
      .PrivateIpAddresses = {{.Association = public_side,
                              .Primary = true,
                              .PrivateDnsName = seen.PrivateDnsName,
                              .PrivateIpAddress = seen.PrivateIpAddress}},
      .RequesterManaged = false,
      .SourceDestCheck = seen.SourceDestCheck,
      .Status = "in-use",
      .SubnetId = seen.SubnetId,
      .TagSet = launch_tags(launched_with(instance), "network-interface"),
      .VpcId = seen.VpcId,
      .AvailabilityZoneId = zone_id_of(instance.zone),
      .Operator = unmanaged()};
}

// As the launch asked for it, and as the image has it otherwise.
std::optional<api::Volume> root_volume_of(const Instance& instance) {
  const auto mappings = volumes_of(instance);
  if (mappings.empty()) return std::nullopt;
  const auto& mapping = mappings.front();
  const auto launch = launched_with(instance);
  api::Volume volume{.Attachments = {{.AttachTime = mapping.Ebs->AttachTime,
                                      .Device = mapping.DeviceName,
                                      .InstanceId = instance.id,
                                      .State = "attached",
                                      .VolumeId = instance.volume_id,
                                      .DeleteOnTermination = instance.deletes_volume}},
                     .AvailabilityZone = instance.zone,
                     .CreateTime = mapping.Ebs->AttachTime,
                     .Encrypted = false,
                     .Size = kRootSize,
                     .SnapshotId = "",
                     .State = "in-use",
                     .VolumeId = instance.volume_id,
                     .Iops = kRootIops,
                     .Tags = launch_tags(launch, "volume"),
                     .VolumeType = kRootType,
                     .MultiAttachEnabled = false,
                     .AvailabilityZoneId = zone_id_of(instance.zone),
                     .Operator = unmanaged()};
  for (const auto& asked : launch.BlockDeviceMappings) {
    if (asked.DeviceName != mapping.DeviceName || !asked.Ebs) continue;
    volume.Size = asked.Ebs->VolumeSize.value_or(kRootSize);
    volume.VolumeType = asked.Ebs->VolumeType.value_or(kRootType);
    volume.Iops = asked.Ebs->Iops.value_or(kRootIops);
    volume.Throughput = asked.Ebs->Throughput;
    volume.Encrypted = asked.Ebs->Encrypted.value_or(false);
  }
  return volume;
}

const Filterable<api::NetworkInterface>& filterable_interfaces() {
  using T = api::NetworkInterface;
  static const Filterable<T> table{
      {{"attachment.attachment-id", [](const T& it) { return values(it.Attachment->AttachmentId); }},
       {"attachment.instance-id", [](const T& it) { return values(it.Attachment->InstanceId); }},
       {"attachment.status", [](const T& it) { return values(it.Attachment->Status); }},
       {"association.public-ip",
        [](const T& it) { return it.Association ? values(it.Association->PublicIp) : Values{}; }},
       {"addresses.private-ip-address", [](const T& it) { return values(it.PrivateIpAddress); }},
       {"availability-zone", [](const T& it) { return values(it.AvailabilityZone); }},
       {"description", [](const T& it) { return values(it.Description); }},
       {"group-id", [](const T& it) { return collected(it.Groups, [](auto& group) { return group.GroupId; }); }},
       {"group-name", [](const T& it) { return collected(it.Groups, [](auto& group) { return group.GroupName; }); }},
       {"interface-type", [](const T& it) { return values(it.InterfaceType); }},
       {"mac-address", [](const T& it) { return values(it.MacAddress); }},
       {"network-interface-id", [](const T& it) { return values(it.NetworkInterfaceId); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"private-dns-name", [](const T& it) { return values(it.PrivateDnsName); }},
       {"private-ip-address", [](const T& it) { return values(it.PrivateIpAddress); }},
       {"requester-managed", [](const T& it) { return values(it.RequesterManaged); }},
       {"source-dest-check", [](const T& it) { return values(it.SourceDestCheck); }},
       {"status", [](const T& it) { return values(it.Status); }},
       {"subnet-id", [](const T& it) { return values(it.SubnetId); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.TagSet; }};
  return table;
}

const Filterable<api::Volume>& filterable_volumes() {
  using T = api::Volume;
  static const Filterable<T> table{
      {{"attachment.delete-on-termination", [](const T& it) { return values(attachment(it).DeleteOnTermination); }},
       {"attachment.device", [](const T& it) { return values(attachment(it).Device); }},
       {"attachment.instance-id", [](const T& it) { return values(attachment(it).InstanceId); }},
       {"attachment.status", [](const T& it) { return values(attachment(it).State); }},
       {"availability-zone", [](const T& it) { return values(it.AvailabilityZone); }},
       {"encrypted", [](const T& it) { return values(it.Encrypted); }},
       {"multi-attach-enabled", [](const T& it) { return values(it.MultiAttachEnabled); }},
       {"size", [](const T& it) { return values(it.Size); }},
       {"snapshot-id", [](const T& it) { return values(it.SnapshotId); }},
       {"status", [](const T& it) { return values(it.State); }},
       {"volume-id", [](const T& it) { return values(it.VolumeId); }},
       {"volume-type", [](const T& it) { return values(it.VolumeType); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

}  // namespace aws::region::ec2
