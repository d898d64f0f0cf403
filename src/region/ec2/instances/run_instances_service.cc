#include "region/ec2/instances/run_instances_service.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "contract/value.h"
#include "region/ec2/errors.h"
#include "region/ec2/instances/instance_view.h"
#include "region/ec2/tags.h"
#include "region/ec2/templates/launch_template_data.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

using Contents = api::RequestLaunchTemplateData;

void check_counts(const api::RunInstancesRequest& request) {
  const int least = request.MinCount.value_or(0);
  const int most = request.MaxCount.value_or(0);
  if (least < 1) {
    throw errors::invalid_parameter(
        fmt::format("Value ({}) for parameter minCount is invalid. Expecting a value greater than 0.", least));
  }
  if (most < least) {
    throw errors::invalid_parameter(fmt::format(
        "Value ({}) for parameter maxCount is invalid. Expecting a value not less than minCount ({}).", most, least));
  }
}

// Members that cannot go together, or that no subnet here could honour.
void check_network(const Contents& contents, const api::RunInstancesRequest& request) {
  constexpr std::string_view kBoth =
      "Network interfaces and an instance-level {} may not be specified on the same request";
  if (!contents.NetworkInterfaces.empty()) {
    if (request.SubnetId) throw errors::parameter_combination(fmt::format(kBoth, "subnet ID"));
    if (!contents.SecurityGroupIds.empty() || !contents.SecurityGroups.empty()) {
      throw errors::parameter_combination(fmt::format(kBoth, "security groups"));
    }
    if (request.PrivateIpAddress) throw errors::parameter_combination(fmt::format(kBoth, "private address"));
  }
  if (request.PrivateIpAddress) {
    throw errors::invalid_parameter(
        fmt::format("Address {} does not fall within the subnet's address range", *request.PrivateIpAddress));
  }
  if (request.Ipv6AddressCount.value_or(0) > 0 || !request.Ipv6Addresses.empty() ||
      request.EnablePrimaryIpv6.value_or(false)) {
    throw errors::invalid_parameter("The subnet has no IPv6 CIDR block");
  }
}

// What AWS has no more, or gives to its own services only.
void refuse_what_nobody_gets(const api::RunInstancesRequest& request) {
  if (!request.ElasticGpuSpecification.empty()) throw errors::not_supported("ElasticGpuSpecification");
  if (!request.ElasticInferenceAccelerators.empty()) throw errors::not_supported("ElasticInferenceAccelerators");
  if (request.Operator) throw errors::not_supported("Operator");
}

void check_tags(const std::vector<api::TagSpecification>& specifications) {
  constexpr std::array<std::string_view, 4> kOthers{"elastic-gpu", "network-interface", "spot-instances-request",
                                                    "volume"};
  std::vector<api::TagSpecification> of_instances;
  for (const auto& specification : specifications) {
    const std::string type = specification.ResourceType.value_or("");
    if (std::find(kOthers.begin(), kOthers.end(), type) == kOthers.end()) of_instances.push_back(specification);
  }
  requested_tags(of_instances, "instance");
}

// What the request says goes before what the template says; tags of both are given, each key with the request's value.
void add_request(const api::RunInstancesRequest& request, Contents& contents) {
  if (!request.SecurityGroupIds.empty() || !request.SecurityGroups.empty()) {
    contents.SecurityGroupIds.clear();
    contents.SecurityGroups.clear();
  }
  const auto tags = std::exchange(contents.TagSpecifications, {});
  overlay(api::shapes::RunInstancesRequest, &request, api::shapes::RequestLaunchTemplateData, &contents);
  contents.TagSpecifications.insert(contents.TagSpecifications.begin(), tags.begin(), tags.end());
  if (request.RamdiskId) contents.RamDiskId = request.RamdiskId;
  if (!contents.InstanceType) contents.InstanceType = "m1.small";  // AWS's default, to this day
}

// Tags need it wherever they come from; those of the request have been asked for before.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
void require_tagging(const contract::Call& call, const Contents& contents, const Place& place) {
  for (const auto& specification : contents.TagSpecifications) {
    contract::Circumstances context{{"ec2:CreateAction", {"RunInstances"}}};
    for (const auto& tag : specification.Tags) {
      context["aws:TagKeys"].push_back(tag.Key.value_or(""));
      context["aws:RequestTag/" + tag.Key.value_or("")] = {tag.Value.value_or("")};
    }
    call.require("ec2:CreateTags", place.arn("ec2", specification.ResourceType.value_or("") + "/*"), context);
  }
}

}  // namespace

void RunInstancesService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::RunInstances, this, &RunInstancesService::run);
}

api::RunInstancesResponse RunInstancesService::run(const contract::Call& call,
                                                   const api::RunInstancesRequest& request) {
  check_counts(request);
  refuse_what_nobody_gets(request);
  PartOfLaunch part{.client_token = request.ClientToken.value_or(""), .caller = call.principal.arn};
  if (!part.client_token.empty()) {
    part.call = contract::text_of_value(api::shapes::RunInstancesRequest, &request);
    if (const auto made = made_by_same_call(part.client_token, part.call); !made.empty()) return reservation_of(made);
  }
  const LaunchSpecification specification = specification_of(request);
  if (specification.profile && !specification.profile->role_arn.empty()) {
    call.require("iam:PassRole", specification.profile->role_arn, {{"iam:PassedToService", {"ec2.amazonaws.com"}}});
  }
  if (!specification.template_id.empty()) require_tagging(call, specification.contents, parts_.place);
  part.reservation_id = hex_id(parts_.random, "r-");
  std::vector<std::string> ids;
  parts_.store.transaction([&] { ids = launch(specification, part, *request.MinCount, *request.MaxCount); });
  return reservation_of(ids);
}

std::vector<std::string> RunInstancesService::made_by_same_call(const std::string& client_token,
                                                                const std::string& asked) const {
  std::vector<std::string> ids;
  for (const auto& [id, instance] : parts_.instances.all()) {
    if (instance.client_token != client_token) continue;
    if (instance.launch_call != asked) throw errors::idempotency_mismatch();
    ids.push_back(id);
  }
  return ids;
}

LaunchSpecification RunInstancesService::specification_of(const api::RunInstancesRequest& request) const {
  const LaunchTemplate* launch_template = nullptr;
  std::int64_t version = 0;
  Contents contents;
  if (const auto& named = request.LaunchTemplate) {
    launch_template =
        &parts_.templates.get(named->LaunchTemplateId.value_or(""), named->LaunchTemplateName.value_or(""));
    const auto& found = parts_.templates.version(*launch_template, named->Version.value_or(""));
    version = found.number;
    contents = found.contents();
  }
  check_tags(request.TagSpecifications);
  add_request(request, contents);
  check_network(contents, request);
  LaunchSpecification specification = parts_.resolver.resolve(std::move(contents));
  if (request.SubnetId) specification.subnet_id = *request.SubnetId;
  if (launch_template != nullptr) {
    specification.template_id = launch_template->id;
    specification.template_name = launch_template->name;
    specification.template_version = version;
  }
  return specification;
}

// As many as there are addresses and is room for, if these are enough.
std::vector<std::string> RunInstancesService::launch(const LaunchSpecification& specification, PartOfLaunch part,
                                                     int least, int most) {
  std::vector<std::string> ids;
  for (part.index = 0; part.index < most; ++part.index) {
    try {
      ids.push_back(parts_.lifecycle.launch(specification, part));
    } catch (const Error& error) {
      const bool is_full = error.is("InsufficientFreeAddressesInSubnet") || error.is("InsufficientInstanceCapacity");
      if (part.index < least || !is_full) throw;
      break;
    }
  }
  return ids;
}

api::RunInstancesResponse RunInstancesService::reservation_of(const std::vector<std::string>& ids) const {
  std::vector<api::Reservation> parts;
  for (const auto* instance : parts_.instances.get(ids)) {
    parts.push_back(to_reservation(*instance, parts_.groups, parts_.place));
  }
  auto whole = joined(std::move(parts));
  return {.Instances = std::move(whole.front().Instances),
          .OwnerId = whole.front().OwnerId,
          .ReservationId = whole.front().ReservationId};
}

}  // namespace aws::region::ec2
