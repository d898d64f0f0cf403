#include "region/ec2/instances/instance_view.h"

#include <algorithm>
#include <map>

#include "region/ec2/instances/launched_with.h"
#include "region/ec2/network/default_vpc.h"
#include "region/ec2/tags.h"
#include "region/ec2/templates/launch_template_data.h"
#include "region/ec2/text.h"
#include "region/ec2/unmanaged.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

Timestamp attached_at(const Instance& instance) {
  return from_milliseconds(instance.attached_at == 0 ? instance.launched_at : instance.attached_at);
}

constexpr const char* kRootDevice = "/dev/xvda";

bool shows_public_address(const Instance& instance) {
  return instance.has_public_address && !instance.is(instance_state::kStopped);
}

// A loopback address is reachable from outside as it is, so an instance that has a public one has the same. A stopped
// instance has none.
api::InstanceNetworkInterface interface_of(const Instance& instance, const SecurityGroups& groups, const Place& place) {
  const std::string dns_name = private_dns_name(instance, place);
  std::optional<api::InstanceNetworkInterfaceAssociation> public_side;
  if (shows_public_address(instance)) {
    public_side = {
        .IpOwnerId = "amazon", .PublicDnsName = instance.public_address, .PublicIp = instance.public_address};
  }
  return {.Association = public_side,
          .Attachment = api::InstanceNetworkInterfaceAttachment{.AttachTime = attached_at(instance),
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
  if (shows_public_address(instance)) {
    view.PublicDnsName = instance.public_address;
    view.PublicIpAddress = instance.public_address;
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
  view.Placement->AvailabilityZoneId = zone_id_of(instance.zone);
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
      .UsageOperation = "RunInstances",
      .Operator = unmanaged()};
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
           .Ebs = api::EbsInstanceBlockDevice{.AttachTime = attached_at(instance),
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

std::vector<api::Reservation> joined(std::vector<api::Reservation> parts) {
  std::vector<api::Reservation> whole;
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
