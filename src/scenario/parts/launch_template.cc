// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/launch_template.h"

#include <fmt/format.h>

#include <cstdint>

#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

constexpr std::string_view kNoSuchTemplate = "InvalidLaunchTemplateName.NotFoundException";

// UserData is the one member of the launch template that callers encode themselves.
std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = i; j < i + 3; ++j) group = group << 8 | (j < bytes.size() ? std::uint8_t(bytes[j]) : 0);
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[group >> shift & 63];
  }
  const std::size_t padding = (3 - bytes.size() % 3) % 3;
  return text.replace(text.size() - padding, padding, padding, '=');
}

}  // namespace

std::string LaunchTemplate::current_ami(const std::string& parameter) {
  const auto reply = ssm_.GetParameter({.Name = parameter});
  return reply.Parameter.value_or(ssm::Parameter()).Value.value_or("");
}

// snippet-start:[cpp.example_code.ec2.CreateLaunchTemplate]
void LaunchTemplate::create(const InstanceDesign& design) {
  const std::string ami = current_ami(design.ami_parameter);
  const bool created = unless("InvalidLaunchTemplateName.AlreadyExistsException", [&] {
    ec2_.CreateLaunchTemplate(
        {.LaunchTemplateName = name_,
         .LaunchTemplateData = {{.IamInstanceProfile = {{.Name = design.profile}},
                                 .ImageId = ami,
                                 .InstanceType = design.instance_type,
                                 .UserData = base64(design.user_data)}},
         .TagSpecifications = {{.ResourceType = "launch-template", .Tags = {tag_.as<ec2::Tag>()}}}});
  });
  if (created) {
    console_.info(fmt::format("Created launch template {} for AMI {} on {}.", name_, ami, design.instance_type));
  } else if (exists()) {
    console_.info(fmt::format("Launch template {} exists already, using it.", name_));
  } else {
    throw not_ours("launch template " + name_, tag_);
  }
}
// snippet-end:[cpp.example_code.ec2.CreateLaunchTemplate]

// snippet-start:[cpp.example_code.ec2.DeleteLaunchTemplate]
void LaunchTemplate::destroy() {
  if (!exists()) return;
  waiting_.once("the launch template is deleted", kNoSuchTemplate,
                [&] { ec2_.DeleteLaunchTemplate({.LaunchTemplateName = name_}); });
  console_.info(fmt::format("Launch template {} deleted.", name_));
}
// snippet-end:[cpp.example_code.ec2.DeleteLaunchTemplate]

bool LaunchTemplate::exists() {
  ec2::DescribeLaunchTemplatesResponse reply;
  unless(kNoSuchTemplate, [&] { reply = ec2_.DescribeLaunchTemplates({.LaunchTemplateNames = {name_}}); });
  return !reply.LaunchTemplates.empty() && tag_.is_among(reply.LaunchTemplates.front().Tags);
}

}  // namespace aws::scenario
