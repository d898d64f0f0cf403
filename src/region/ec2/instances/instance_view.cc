#include "region/ec2/instances/instance_view.h"

#include <algorithm>

#include "base/text/timestamp.h"
#include "region/ec2/instances/launched_with.h"
#include "region/ec2/tags.h"
#include "region/ec2/templates/launch_template_data.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr const char* kRootDevice = "/dev/xvda";

// An address of the default VPC is reachable from outside as it is, so it is its own public address.
// A stopped instance has none.
api::InstanceNetworkInterface interface_of(const Instance& instance, const SecurityGroups& groups, const Place& place) {
  const std::string dns_name = private_dns_name(instance, place);
  std::optional<api::InstanceNetworkInterfaceAssociation> public_side;
  if (!instance.is(instance_state::kStopped)) {
    public_side = {.IpOwnerId = "amazon", .PublicDnsName = instance.address, .PublicIp = instance.address};
  }
  return {.Association = public_side,
          .Attachment = api::InstanceNetworkInterfaceAttachment{.AttachTime = from_milliseconds(instance.launched_at),
                                                                .AttachmentId = instance.attachment_id,
                                                                .DeleteOnTermination = true,
                                                                .DeviceIndex = 0,
                                                                .Status = "attached",
                                                                .NetworkCardIndex = 0},
          .Description = "",
          .Groups = groups_of(instance, groups),
          .MacAddress = instance.mac,
          .NetworkInterfaceId = instance.interface_id,
          .OwnerId = place.account,
          .PrivateDnsName = dns_name,
          .PrivateIpAddress = instance.address,
          .PrivateIpAddresses = {{.Association = public_side,
                                  .Primary = true,
                                  .PrivateDnsName = dns_name,
                                  .PrivateIpAddress = instance.address}},
          .SourceDestCheck = instance.checks_source,
          .Status = "in-use",
          .SubnetId = instance.subnet_id,
          .VpcId = instance.vpc_id,
          .InterfaceType = "interface"};
}

void add_network(api::Instance& view, const Instance& instance, const SecurityGroups& groups, const Place& place) {
  view.PrivateDnsName = "";
  view.PublicDnsName = "";
  if (instance.is(instance_state::kTerminated)) return;
  view.PrivateDnsName = private_dns_name(instance, place);
  view.PrivateIpAddress = instance.address;
  if (!instance.is(instance_state::kStopped)) {
    view.PublicDnsName = instance.address;
    view.PublicIpAddress = instance.address;
  }
  view.SubnetId = instance.subnet_id;
  view.VpcId = instance.vpc_id;
  view.NetworkInterfaces = {interface_of(instance, groups, place)};
  view.SecurityGroups = groups_of(instance, groups);
  view.SourceDestCheck = instance.checks_source;
}

// What was asked for at the launch and nothing here depends on.
void add_launch_data(api::Instance& view, const Instance& instance) {
  const auto data = as_response(launched_with(instance));
  const auto copy = [](const contract::Shape& from, const auto& given, const contract::Shape& to, auto& told) {
    if (given) overlay(from, &*given, to, &told.emplace());
  };
  namespace shapes = api::shapes;
  if (data.Placement) overlay(shapes::LaunchTemplatePlacement, &*data.Placement, shapes::Placement, &*view.Placement);
  view.Placement->AvailabilityZone = instance.zone;
  if (data.Monitoring && data.Monitoring->Enabled.value_or(false)) view.Monitoring->State = "enabled";
  copy(shapes::LaunchTemplateCpuOptions, data.CpuOptions, shapes::CpuOptions, view.CpuOptions);
  copy(shapes::LaunchTemplateHibernationOptions, data.HibernationOptions, shapes::HibernationOptions,
       view.HibernationOptions);
  copy(shapes::LaunchTemplateEnclaveOptions, data.EnclaveOptions, shapes::EnclaveOptions, view.EnclaveOptions);
  copy(shapes::LaunchTemplateInstanceMaintenanceOptions, data.MaintenanceOptions, shapes::InstanceMaintenanceOptions,
       view.MaintenanceOptions);
  copy(shapes::LaunchTemplatePrivateDnsNameOptions, data.PrivateDnsNameOptions, shapes::PrivateDnsNameOptionsResponse,
       view.PrivateDnsNameOptions);
  copy(shapes::LaunchTemplateCapacityReservationSpecificationResponse, data.CapacityReservationSpecification,
       shapes::CapacityReservationSpecificationResponse, view.CapacityReservationSpecification);
  view.KeyName = data.KeyName;
  for (const auto& license : data.LicenseSpecifications) {
    view.Licenses.push_back({.LicenseConfigurationArn = license.LicenseConfigurationArn});
  }
  if (data.InstanceMarketOptions && data.InstanceMarketOptions->MarketType == "spot") view.InstanceLifecycle = "spot";
}

api::Instance to_instance(const Instance& instance, const SecurityGroups& groups, const Place& place) {
  api::Instance view{
      .AmiLaunchIndex = instance.launch_index,
      .ImageId = instance.image_id,
      .InstanceId = instance.id,
      .InstanceType = instance.instance_type,
      .LaunchTime = from_milliseconds(instance.launched_at),
      .Monitoring = api::Monitoring{.State = "disabled"},
      .Placement = api::Placement{.AvailabilityZone = instance.zone, .GroupName = "", .Tenancy = "default"},
      .State = to_state(instance.state),
      .StateTransitionReason = instance.transition_reason,
      .Architecture = "x86_64",
      .ClientToken = instance.client_token,
      .EbsOptimized = instance.ebs_optimized,
      .EnaSupport = instance.ena_supported,
      .Hypervisor = "xen",
      .RootDeviceName = kRootDevice,
      .RootDeviceType = "ebs",
      .Tags = render_tags<aws::ec2::Tag>(instance.tags),
      .VirtualizationType = "hvm",
      .PlatformDetails = "Linux/UNIX",
      .UsageOperation = "RunInstances"};
  add_launch_data(view, instance);
  add_network(view, instance, groups, place);
  view.BlockDeviceMappings = volumes_of(instance);
  if (instance.association) {
    view.IamInstanceProfile =
        api::IamInstanceProfile{.Arn = instance.association->profile_arn, .Id = instance.association->profile_id};
  }
  if (!instance.state_reason_code.empty()) {
    view.StateReason = api::StateReason{.Code = instance.state_reason_code, .Message = instance.state_reason};
  }
  view.MetadataOptions = to_metadata_options(instance);
  return view;
}

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

}  // namespace

std::vector<api::GroupIdentifier> groups_of(const Instance& instance, const SecurityGroups& groups) {
  std::vector<api::GroupIdentifier> identifiers;
  for (const auto& id : instance.security_group_ids) {
    if (groups.exists(id)) identifiers.push_back({.GroupName = groups.get(id).name, .GroupId = id});
  }
  return identifiers;
}

std::vector<api::InstanceBlockDeviceMapping> volumes_of(const Instance& instance) {
  if (instance.volume_id.empty() || instance.is(instance_state::kTerminated)) return {};
  return {{.DeviceName = kRootDevice,
           .Ebs = api::EbsInstanceBlockDevice{.AttachTime = from_milliseconds(instance.launched_at),
                                              .DeleteOnTermination = instance.deletes_volume,
                                              .Status = "attached",
                                              .VolumeId = instance.volume_id}}};
}

api::InstanceState to_state(std::string_view name) {
  return {.Code = instance_state::code(name), .Name = std::string(name)};
}

std::string private_dns_name(const Instance& instance, const Place& place) {
  std::string dashed = instance.address;
  std::replace(dashed.begin(), dashed.end(), '.', '-');
  return "ip-" + dashed + (place.region == "us-east-1" ? ".ec2" : '.' + place.region + ".compute") + ".internal";
}

api::InstanceMetadataOptionsResponse to_metadata_options(const Instance& instance) {
  return {.State = instance.is(instance_state::kPending) ? "pending" : "applied",
          .HttpTokens = instance.metadata_tokens,
          .HttpPutResponseHopLimit = instance.metadata_hop_limit,
          .HttpEndpoint = instance.metadata_endpoint,
          .HttpProtocolIpv6 = instance.metadata_ipv6,
          .InstanceMetadataTags = instance.metadata_tags};
}

api::Reservation to_reservation(const Instance& instance, const SecurityGroups& groups, const Place& place) {
  return {.Instances = {to_instance(instance, groups, place)},
          .OwnerId = place.account,
          .ReservationId = instance.reservation_id};
}

std::vector<R> joined(std::vector<R> parts) {
  std::vector<R> whole;
  std::map<std::string, std::size_t> places;
  for (auto& part : parts) {
    const auto [place, is_new] = places.try_emplace(*part.ReservationId, whole.size());
    if (is_new) {
      whole.push_back(std::move(part));
    } else {
      whole[place->second].Instances.push_back(std::move(part.Instances.front()));
    }
  }
  for (auto& reservation : whole) {
    std::sort(reservation.Instances.begin(), reservation.Instances.end(),
              [](const auto& one, const auto& other) { return one.AmiLaunchIndex < other.AmiLaunchIndex; });
  }
  return whole;
}

const Filterable<R>& filterable_reservations() {
  static const Filterable<R> table{
      {{"architecture", [](const R& it) { return values(only(it).Architecture); }},
       {"availability-zone", [](const R& it) { return values(only(it).Placement->AvailabilityZone); }},
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

api::IamInstanceProfileAssociation to_association(const Instance& instance, const ProfileAssociation& association) {
  return {.AssociationId = association.id,
          .InstanceId = instance.id,
          .IamInstanceProfile = api::IamInstanceProfile{.Arn = association.profile_arn, .Id = association.profile_id},
          .State = association.state};
}

const Filterable<api::IamInstanceProfileAssociation>& filterable_associations() {
  using T = api::IamInstanceProfileAssociation;
  static const Filterable<T> table{{{"instance-id", [](const T& it) { return values(it.InstanceId); }},
                                    {"state", [](const T& it) { return values(it.State); }}}};
  return table;
}

}  // namespace aws::region::ec2
