#include "region/ec2/instances/launched_with.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/text/base64.h"
#include "region/ec2/templates/launch_template_data.h"
#include "wire/protocols/json.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

Instance instance_of(const LaunchSpecification& specification) {
  Instance instance;
  instance.template_id = specification.template_id;
  instance.template_name = specification.template_name;
  instance.template_version = specification.template_version;
  instance.image_id = specification.image_id;
  instance.instance_type = specification.instance_type;
  if (specification.user_data) instance.user_data = text::base64_encode(*specification.user_data);
  instance.security_group_ids = specification.security_group_ids;
  instance.metadata_tokens = specification.metadata_tokens;
  instance.metadata_endpoint = specification.metadata_endpoint;
  instance.metadata_hop_limit = specification.metadata_hop_limit;
  instance.tags = specification.tags;
  if (!specification.template_id.empty()) {
    instance.tags["aws:ec2launchtemplate:id"] = specification.template_id;
    instance.tags["aws:ec2launchtemplate:version"] = std::to_string(specification.template_version);
  }
  api::RequestLaunchTemplateData contents = specification.contents;
  contents.UserData.reset();
  instance.launch_data = boost::json::serialize(wire::to_json(api::shapes::RequestLaunchTemplateData, &contents));
  instance.termination_disabled = contents.DisableApiTermination.value_or(false);
  instance.stop_disabled = contents.DisableApiStop.value_or(false);
  instance.ebs_optimized = contents.EbsOptimized.value_or(false);
  instance.shutdown_behavior = contents.InstanceInitiatedShutdownBehavior.value_or("stop");
  if (const auto& options = contents.MetadataOptions) {
    instance.metadata_ipv6 = options->HttpProtocolIpv6.value_or("disabled");
    instance.metadata_tags = options->InstanceMetadataTags.value_or("disabled");
  }
  for (const auto& mapping : contents.BlockDeviceMappings) {
    if (mapping.DeviceName == "/dev/xvda" && mapping.Ebs) {
      instance.deletes_volume = mapping.Ebs->DeleteOnTermination.value_or(true);
    }
  }
  return instance;
}

api::RequestLaunchTemplateData launched_with(const Instance& instance) {
  api::RequestLaunchTemplateData contents;
  if (instance.launch_data.empty()) return contents;  // launched before it was kept
  wire::from_json(api::shapes::RequestLaunchTemplateData, boost::json::parse(instance.launch_data), &contents);
  return contents;
}

api::ResponseLaunchTemplateData template_data_of(const Instance& instance) {
  auto data = as_response(launched_with(instance));
  data.ImageId = instance.image_id;
  data.InstanceType = instance.instance_type;
  data.UserData = instance.user_data;
  data.EbsOptimized = instance.ebs_optimized;
  data.DisableApiTermination = instance.termination_disabled;
  data.DisableApiStop = instance.stop_disabled;
  data.InstanceInitiatedShutdownBehavior = instance.shutdown_behavior;
  data.IamInstanceProfile.reset();
  if (instance.association) data.IamInstanceProfile = {{.Arn = instance.association->profile_arn}};
  data.SecurityGroups.clear();
  data.SecurityGroupIds.clear();
  data.NetworkInterfaces = {{.AssociatePublicIpAddress = instance.has_public_address,
                             .DeleteOnTermination = true,
                             .Description = "",
                             .DeviceIndex = 0,
                             .Groups = instance.security_group_ids,
                             .InterfaceType = "interface",
                             .SubnetId = instance.subnet_id,
                             .NetworkCardIndex = 0}};
  if (!data.Placement) data.Placement = api::LaunchTemplatePlacement{.GroupName = "", .Tenancy = "default"};
  data.Placement->AvailabilityZone = instance.zone;
  if (!data.Monitoring) data.Monitoring = api::LaunchTemplatesMonitoring{.Enabled = false};
  data.MetadataOptions =
      api::LaunchTemplateInstanceMetadataOptions{.State = "applied",
                                                 .HttpTokens = instance.metadata_tokens,
                                                 .HttpPutResponseHopLimit = instance.metadata_hop_limit,
                                                 .HttpEndpoint = instance.metadata_endpoint,
                                                 .HttpProtocolIpv6 = instance.metadata_ipv6,
                                                 .InstanceMetadataTags = instance.metadata_tags};
  data.TagSpecifications.clear();
  api::LaunchTemplateTagSpecification tags{.ResourceType = "instance"};
  for (const auto& [key, value] : instance.tags) {
    if (!key.starts_with("aws:")) tags.Tags.push_back({.Key = key, .Value = value});
  }
  if (!tags.Tags.empty()) data.TagSpecifications = {std::move(tags)};
  return data;
}

}  // namespace aws::region::ec2
