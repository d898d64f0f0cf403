#include "region/ec2/templates/launch_template_view.h"

#include "base/text/timestamp.h"
#include "region/ec2/tags.h"
#include "region/ec2/templates/launch_template_data.h"
#include "region/ec2/unmanaged.h"
#include "region/service/unless_empty.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

using Data = api::ResponseLaunchTemplateData;
using V = api::LaunchTemplateVersion;

const Data& data_of(const V& it) { return *it.LaunchTemplateData; }

Values option(const V& it, std::optional<std::string> api::LaunchTemplateInstanceMetadataOptions::*member) {
  return data_of(it).MetadataOptions ? values(*data_of(it).MetadataOptions.*member) : Values{};
}

Values profiles(const V& it) {
  Values found;
  if (const auto& profile = data_of(it).IamInstanceProfile) {
    for (const auto& member : {profile->Arn, profile->Name}) {
      if (member) found.push_back(*member);
    }
  }
  return found;
}

Values licenses(const V& it) {
  Values found;
  for (const auto& license : data_of(it).LicenseSpecifications) {
    found.push_back(license.LicenseConfigurationArn.value_or(""));
  }
  return found;
}

Values network_cards(const V& it) {
  Values found;
  for (const auto& interface : data_of(it).NetworkInterfaces) {
    if (interface.NetworkCardIndex) found.push_back(std::to_string(*interface.NetworkCardIndex));
  }
  return found;
}

Values host_group(const V& it) {
  return data_of(it).Placement ? values(data_of(it).Placement->HostResourceGroupArn) : Values{};
}

}  // namespace

api::LaunchTemplate template_view(const LaunchTemplate& launch_template) {
  return {.LaunchTemplateId = launch_template.id,
          .LaunchTemplateName = launch_template.name,
          .CreateTime = from_milliseconds(launch_template.created_at),
          .CreatedBy = launch_template.created_by,
          .DefaultVersionNumber = launch_template.default_version,
          .LatestVersionNumber = launch_template.versions.back().number,
          .Tags = render_tags<api::Tag>(launch_template.tags),
          .Operator = unmanaged()};
}

const Filterable<api::LaunchTemplate>& filterable_templates() {
  using T = api::LaunchTemplate;
  static const Filterable<T> table{
      {{"create-time", [](const T& it) { return Values{text::iso8601(*it.CreateTime)}; }},
       {"launch-template-name", [](const T& it) { return values(it.LaunchTemplateName); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

V version_view(const LaunchTemplate& launch_template, const LaunchTemplateVersion& version) {
  const auto created_at = version.created_at == 0 ? launch_template.created_at : version.created_at;
  return {.LaunchTemplateId = launch_template.id,
          .LaunchTemplateName = launch_template.name,
          .VersionNumber = version.number,
          .VersionDescription = unless_empty(version.description),
          .CreateTime = from_milliseconds(created_at),
          .CreatedBy = version.created_by.empty() ? launch_template.created_by : version.created_by,
          .DefaultVersion = version.number == launch_template.default_version,
          .LaunchTemplateData = as_response(version.contents()),
          .Operator = unmanaged()};
}

const Filterable<V>& filterable_versions() {
  using Options = api::LaunchTemplateInstanceMetadataOptions;
  static const Filterable<V> table{
      {{"create-time", [](const V& it) { return Values{text::iso8601(*it.CreateTime)}; }},
       {"ebs-optimized", [](const V& it) { return values(data_of(it).EbsOptimized); }},
       {"host-resource-group-arn", host_group},
       {"http-endpoint", [](const V& it) { return option(it, &Options::HttpEndpoint); }},
       {"http-protocol-ipv4", [](const V& it) { return option(it, &Options::HttpEndpoint); }},
       {"http-tokens", [](const V& it) { return option(it, &Options::HttpTokens); }},
       {"iam-instance-profile", profiles},
       {"image-id", [](const V& it) { return values(data_of(it).ImageId); }},
       {"instance-type", [](const V& it) { return values(data_of(it).InstanceType); }},
       {"is-default-version", [](const V& it) { return values(it.DefaultVersion); }},
       {"kernel-id", [](const V& it) { return values(data_of(it).KernelId); }},
       {"license-configuration-arn", licenses},
       {"network-card-index", network_cards},
       {"ram-disk-id", [](const V& it) { return values(data_of(it).RamDiskId); }}}};
  return table;
}

}  // namespace aws::region::ec2
