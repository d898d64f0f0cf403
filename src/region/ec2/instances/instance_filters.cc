#include "base/text/timestamp.h"
#include "region/ec2/instances/instance_view.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

const api::Instance& only(const api::Reservation& reservation) { return reservation.Instances.front(); }

Values group_ids(const api::Reservation& it) {
  Values ids;
  for (const auto& group : only(it).SecurityGroups) ids.push_back(group.GroupId.value_or(""));
  return ids;
}

Values group_names(const api::Reservation& it) {
  Values names;
  for (const auto& group : only(it).SecurityGroups) names.push_back(group.GroupName.value_or(""));
  return names;
}

using R = api::Reservation;

Values profile_value(const R& it, std::optional<std::string> api::IamInstanceProfile::*member) {
  return only(it).IamInstanceProfile ? values(*only(it).IamInstanceProfile.*member) : Values{};
}

Values reason_value(const R& it, std::optional<std::string> api::StateReason::*member) {
  return only(it).StateReason ? values(*only(it).StateReason.*member) : Values{};
}

using BlockDevice = api::EbsInstanceBlockDevice;
using Interface = api::InstanceNetworkInterface;
using Options = api::InstanceMetadataOptionsResponse;

Values texts(const std::optional<Timestamp>& moment) { return moment ? Values{text::iso8601(*moment)} : Values{}; }

// Of each volume, interface, ...
template <class Item>
Values each(const std::vector<Item>& items, auto value) {
  Values found;
  for (const auto& item : items) {
    for (auto& text : value(item)) found.push_back(std::move(text));
  }
  return found;
}

auto of_volumes(auto value) {
  return [value](const R& it) {
    return each(only(it).BlockDeviceMappings, [value](const auto& mapping) { return value(*mapping.Ebs); });
  };
}

auto of_interfaces(auto value) {
  return [value](const R& it) { return each(only(it).NetworkInterfaces, value); };
}

auto option(auto Options::*member) {
  return [member](const R& it) { return values(*only(it).MetadataOptions.*member); };
}

}  // namespace

const Filterable<R>& filterable_reservations() {
  static const Filterable<R> table{
      {{"architecture", [](const R& it) { return values(only(it).Architecture); }},
       {"availability-zone", [](const R& it) { return values(only(it).Placement->AvailabilityZone); }},
       {"block-device-mapping.attach-time", of_volumes([](const BlockDevice& it) { return texts(it.AttachTime); })},
       {"block-device-mapping.delete-on-termination",
        of_volumes([](const BlockDevice& it) { return values(it.DeleteOnTermination); })},
       {"block-device-mapping.device-name",
        [](const R& it) {
          return each(only(it).BlockDeviceMappings, [](const auto& mapping) { return values(mapping.DeviceName); });
        }},
       {"block-device-mapping.status", of_volumes([](const BlockDevice& it) { return values(it.Status); })},
       {"block-device-mapping.volume-id", of_volumes([](const BlockDevice& it) { return values(it.VolumeId); })},
       {"client-token", [](const R& it) { return values(only(it).ClientToken); }},
       {"hibernation-options.configured",
        [](const R& it) {
          const auto& options = only(it).HibernationOptions;
          return values(options ? options->Configured : std::optional(false));
        }},
       {"kernel-id", [](const R& it) { return values(only(it).KernelId); }},
       {"launch-index", [](const R& it) { return values(only(it).AmiLaunchIndex); }},
       {"metadata-options.http-endpoint", option(&Options::HttpEndpoint)},
       {"metadata-options.http-protocol-ipv4", option(&Options::HttpEndpoint)},
       {"metadata-options.http-protocol-ipv6", option(&Options::HttpProtocolIpv6)},
       {"metadata-options.http-put-response-hop-limit", option(&Options::HttpPutResponseHopLimit)},
       {"metadata-options.instance-metadata-tags", option(&Options::InstanceMetadataTags)},
       {"network-interface.addresses.private-ip-address",
        of_interfaces([](const Interface& it) { return values(it.PrivateIpAddress); })},
       {"network-interface.attachment.attachment-id",
        of_interfaces([](const Interface& it) { return values(it.Attachment->AttachmentId); })},
       {"network-interface.description", of_interfaces([](const Interface& it) { return values(it.Description); })},
       {"network-interface.group-id", group_ids},
       {"network-interface.group-name", group_names},
       {"network-interface.mac-address", of_interfaces([](const Interface& it) { return values(it.MacAddress); })},
       {"network-interface.network-interface-id",
        of_interfaces([](const Interface& it) { return values(it.NetworkInterfaceId); })},
       {"network-interface.owner-id", of_interfaces([](const Interface& it) { return values(it.OwnerId); })},
       {"network-interface.private-dns-name",
        of_interfaces([](const Interface& it) { return values(it.PrivateDnsName); })},
       {"network-interface.source-dest-check",
        of_interfaces([](const Interface& it) { return values(it.SourceDestCheck); })},
       {"network-interface.status", of_interfaces([](const Interface& it) { return values(it.Status); })},
       {"network-interface.subnet-id", of_interfaces([](const Interface& it) { return values(it.SubnetId); })},
       {"network-interface.vpc-id", of_interfaces([](const Interface& it) { return values(it.VpcId); })},
       {"placement-group-name", [](const R& it) { return values(only(it).Placement->GroupName); }},
       {"platform", [](const R& it) { return values(only(it).Platform); }},
       {"platform-details", [](const R& it) { return values(only(it).PlatformDetails); }},
       {"product-code", [](const R&) { return Values{}; }},
       {"product-code.type", [](const R&) { return Values{}; }},
       {"ramdisk-id", [](const R& it) { return values(only(it).RamdiskId); }},
       {"source-dest-check", [](const R& it) { return values(only(it).SourceDestCheck); }},
       {"usage-operation", [](const R& it) { return values(only(it).UsageOperation); }},
       {"dns-name", [](const R& it) { return values(only(it).PublicDnsName); }},
       {"group-id", group_ids},
       {"group-name", group_names},
       {"hypervisor", [](const R& it) { return values(only(it).Hypervisor); }},
       {"iam-instance-profile.arn", [](const R& it) { return profile_value(it, &api::IamInstanceProfile::Arn); }},
       {"iam-instance-profile.id", [](const R& it) { return profile_value(it, &api::IamInstanceProfile::Id); }},
       {"image-id", [](const R& it) { return values(only(it).ImageId); }},
       {"instance-id", [](const R& it) { return values(only(it).InstanceId); }},
       {"instance-lifecycle", [](const R& it) { return values(only(it).InstanceLifecycle); }},
       {"instance-state-code", [](const R& it) { return values(only(it).State->Code); }},
       {"instance-state-name", [](const R& it) { return values(only(it).State->Name); }},
       {"instance-type", [](const R& it) { return values(only(it).InstanceType); }},
       {"instance.group-id", group_ids},
       {"instance.group-name", group_names},
       {"ip-address", [](const R& it) { return values(only(it).PublicIpAddress); }},
       {"key-name", [](const R& it) { return values(only(it).KeyName); }},
       {"launch-time", [](const R& it) { return Values{text::iso8601(*only(it).LaunchTime)}; }},
       {"metadata-options.http-tokens", [](const R& it) { return values(only(it).MetadataOptions->HttpTokens); }},
       {"monitoring-state", [](const R& it) { return values(only(it).Monitoring->State); }},
       {"owner-id", [](const R& it) { return values(it.OwnerId); }},
       {"private-dns-name", [](const R& it) { return values(only(it).PrivateDnsName); }},
       {"private-ip-address", [](const R& it) { return values(only(it).PrivateIpAddress); }},
       {"reason", [](const R& it) { return values(only(it).StateTransitionReason); }},
       {"reservation-id", [](const R& it) { return values(it.ReservationId); }},
       {"root-device-name", [](const R& it) { return values(only(it).RootDeviceName); }},
       {"root-device-type", [](const R& it) { return values(only(it).RootDeviceType); }},
       {"state-reason-code", [](const R& it) { return reason_value(it, &api::StateReason::Code); }},
       {"state-reason-message", [](const R& it) { return reason_value(it, &api::StateReason::Message); }},
       {"subnet-id", [](const R& it) { return values(only(it).SubnetId); }},
       {"tenancy", [](const R& it) { return values(only(it).Placement->Tenancy); }},
       {"virtualization-type", [](const R& it) { return values(only(it).VirtualizationType); }},
       {"vpc-id", [](const R& it) { return values(only(it).VpcId); }}},
      [](const R& it) -> const std::vector<api::Tag>& { return only(it).Tags; }};
  return table;
}

}  // namespace aws::region::ec2
