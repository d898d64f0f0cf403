#include "region/adapters/ec2_ports.h"

#include "region/ssm/parameters/public_parameters.h"

namespace aws::region {

std::optional<ec2::InstanceProfile> Ec2InstanceProfiles::find(std::string_view name_or_arn) const {
  const iam::InstanceProfile* profile = entities_.find_profile(name_or_arn);
  if (profile == nullptr || clock_.now() - from_milliseconds(profile->created) < faults_.delays().instance_profile)
    return std::nullopt;
  const iam::Role* role = profile->role ? entities_.find_role(*profile->role) : nullptr;
  return ec2::InstanceProfile{
      .name = profile->name, .arn = profile->arn, .id = profile->id, .role_arn = role ? role->arn : ""};
}

ec2::RoleCredentials Ec2InstanceProfiles::credentials(const std::string& profile_arn, const std::string& instance_id) {
  const iam::RoleCredentials issued = roles_.credentials(profile_arn, instance_id);
  return {.code = issued.code,
          .message = issued.message,
          .role = issued.role,
          .access_key_id = issued.access_key_id,
          .secret_access_key = issued.secret_access_key,
          .token = issued.session_token,
          .last_updated = issued.issued,
          .expiration = issued.expires};
}

namespace {

constexpr std::string_view kNeedsHosts = "its instances have to be hosts of their own, and here they are processes";

// What Amazon says of the images that its public parameters name.
std::vector<ec2::Image> images_of_amazon() {
  ec2::Image linux2{.id = std::string(ssm::kAmazonLinux2Image),
                    .name = "amzn2-ami-hvm-2.0.20251110.1-x86_64-gp2",
                    .description = "Amazon Linux 2 AMI 2.0.20251110.1 x86_64 HVM gp2",
                    .architecture = "x86_64",
                    .created = "2025-11-11T22:37:04.000Z",
                    .owner = "137112412989",
                    .owner_alias = "amazon",
                    .volume_type = "gp2",
                    .boot_mode = "",
                    .imds_support = ""};
  ec2::Image linux2023{.id = std::string(ssm::kAmazonLinux2023Image),
                       .name = "al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64",
                       .description = "Amazon Linux 2023 AMI 2023.9.20251110.1 x86_64 HVM kernel-6.1",
                       .architecture = "x86_64",
                       .created = "2025-11-11T20:12:41.000Z",
                       .owner = "137112412989",
                       .owner_alias = "amazon",
                       .volume_type = "gp3",
                       .boot_mode = "uefi-preferred",
                       .imds_support = "v2.0"};
  return {std::move(linux2), std::move(linux2023)};
}

}  // namespace

std::vector<ec2::Image> Ec2Images::all() {
  std::vector<ec2::Image> found = images_of_amazon();
  for (const auto& own : shelf_.all()) {
    found.push_back({.id = own.id,
                     .name = own.name,
                     .description = own.description,
                     .architecture = "x86_64",
                     .created = own.created,
                     .owner = account_,
                     .owner_alias = "",
                     .volume_type = "gp3",
                     .boot_mode = "",
                     .imds_support = "",
                     .root = own.root,
                     .unavailable = std::string(real_hosts_ ? "" : kNeedsHosts)});
  }
  return found;
}

}  // namespace aws::region
