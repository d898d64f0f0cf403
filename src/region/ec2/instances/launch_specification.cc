#include "region/ec2/instances/launch_specification.h"

#include <algorithm>

#include "base/text/base64.h"
#include "region/ec2/catalogue/instance_types.h"
#include "region/ec2/errors.h"
#include "region/ec2/network/network_errors.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

std::optional<std::string> decode_user_data(const std::optional<std::string>& encoded) {
  if (!encoded || encoded->empty()) return std::nullopt;
  std::string digits = *encoded;  // base64(1) breaks lines
  std::erase_if(digits, [](char c) { return c == '\n' || c == '\r'; });
  auto decoded = text::base64_decode(digits);
  if (!decoded) throw errors::user_data_malformed();
  if (decoded->size() > kMaxUserData) throw errors::user_data_too_long();
  return decoded;
}

}  // namespace

bool is_instance_type(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size()) return false;
  return std::all_of(text.begin(), text.end(), [&, i = std::size_t{0}](char c) mutable {
    return i++ == dot || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

LaunchSpecification TemplateResolver::resolve(const TemplateReference& reference) const {
  const LaunchTemplate& found = templates_.get(reference.id, reference.name);
  const LaunchTemplateVersion& version = templates_.version(found, reference.version);
  LaunchSpecification specification = resolve(version.contents());
  specification.template_id = found.id;
  specification.template_name = found.name;
  specification.template_version = version.number;
  return specification;
}

LaunchSpecification TemplateResolver::resolve(Contents contents) const {
  LaunchSpecification specification;
  resolve_image(contents, specification);
  resolve_network(contents, specification);
  if (contents.IamInstanceProfile) {
    specification.profile = profile(contents.IamInstanceProfile->Name, contents.IamInstanceProfile->Arn);
  }
  specification.user_data = decode_user_data(contents.UserData);
  for (const auto& tagged : contents.TagSpecifications) {
    if (tagged.ResourceType != "instance") continue;
    for (const auto& tag : tagged.Tags) specification.tags[tag.Key.value_or("")] = tag.Value.value_or("");
  }
  if (contents.MetadataOptions) {
    specification.metadata_tokens = contents.MetadataOptions->HttpTokens.value_or(specification.metadata_tokens);
    specification.metadata_endpoint = contents.MetadataOptions->HttpEndpoint.value_or("enabled");
    specification.metadata_hop_limit =
        contents.MetadataOptions->HttpPutResponseHopLimit.value_or(specification.metadata_hop_limit);
  }
  if (contents.Placement) specification.zone = contents.Placement->AvailabilityZone.value_or("");
  specification.contents = std::move(contents);
  return specification;
}

std::optional<aws::ec2::ValidationWarning> TemplateResolver::warning(const Contents& contents) const {
  aws::ec2::ValidationWarning warning;
  const auto check = [&](auto part) {
    try {
      part();
    } catch (const Error& error) {
      if (error.is("MissingParameter")) return;
      warning.Errors.push_back({.Code = error.code(), .Message = error.message()});
    }
  };
  LaunchSpecification unused;
  check([&] { resolve_image(contents, unused); });
  check([&] { resolve_network(contents, unused); });
  check([&] {
    if (contents.IamInstanceProfile) profile(contents.IamInstanceProfile->Name, contents.IamInstanceProfile->Arn);
  });
  check([&] { decode_user_data(contents.UserData); });
  return warning.Errors.empty() ? std::nullopt : std::optional(warning);
}

InstanceProfile TemplateResolver::profile(const std::optional<std::string>& name,
                                          const std::optional<std::string>& arn) const {
  if (name && !name->empty()) {
    if (auto found = profiles_.find_by_name(*name)) return *found;
    throw errors::profile_name_invalid(*name);
  }
  if (auto found = profiles_.find_by_arn(arn.value_or(""))) return *found;
  throw errors::profile_arn_invalid(arn.value_or(""));
}

void TemplateResolver::resolve_image(const Contents& contents, LaunchSpecification& specification) const {
  if (!contents.ImageId) throw errors::missing_parameter("ImageId");
  if (!is_resource_id(*contents.ImageId, "ami-")) throw errors::image_malformed(*contents.ImageId);
  const auto image = images_.find(*contents.ImageId);
  if (!image) throw errors::image_not_found(*contents.ImageId);
  if (!image->unavailable.empty()) throw errors::image_unavailable(image->id, image->unavailable);
  if (!contents.InstanceType) throw errors::missing_parameter("InstanceType");
  if (!is_instance_type(*contents.InstanceType)) throw errors::instance_type_invalid(*contents.InstanceType);
  if (contents.KeyName && key_pairs_.find_by_name(*contents.KeyName) == nullptr) {
    throw errors::key_pair_not_found(*contents.KeyName);
  }
  if (const auto* type = find_instance_type(*contents.InstanceType)) {
    const auto& runs = type->ProcessorInfo->SupportedArchitectures;
    if (std::find(runs.begin(), runs.end(), image->architecture) == runs.end()) {
      throw errors::architectures_differ(runs.front(), image->architecture);
    }
  }
  if (image->imds_support == "v2.0") {
    specification.metadata_tokens = "required";
    specification.metadata_hop_limit = 2;
  }
  specification.image_id = *contents.ImageId;
  specification.instance_type = *contents.InstanceType;
}

void TemplateResolver::resolve_network(const Contents& contents, LaunchSpecification& specification) const {
  auto& ids = specification.security_group_ids;
  ids = contents.SecurityGroupIds;
  if (!contents.NetworkInterfaces.empty()) {
    const auto& interface = contents.NetworkInterfaces.front();
    ids.insert(ids.end(), interface.Groups.begin(), interface.Groups.end());
    specification.subnet_id = interface.SubnetId.value_or("");
    specification.public_address = interface.AssociatePublicIpAddress;
  }
  for (const auto& id : ids) groups_.get(id);
  for (const auto& name : contents.SecurityGroups) ids.push_back(groups_.get_by_name(name).id);
  if (!specification.subnet_id.empty() && !network_.find_subnet(specification.subnet_id)) {
    throw errors::subnet_not_found(specification.subnet_id);
  }
}

std::vector<std::string> TemplateResolver::security_groups_in(const Subnet& subnet,
                                                              const LaunchSpecification& specification) const {
  if (specification.security_group_ids.empty()) return {groups_.default_group_id(subnet.vpc_id)};
  for (const auto& id : specification.security_group_ids) {
    if (groups_.get(id).vpc_id != subnet.vpc_id) throw errors::networks_differ(id, subnet.id);
  }
  return specification.security_group_ids;
}

}  // namespace aws::region::ec2
