// What a launch template comes to: everything that an instance needs, checked. The errors are those of RunInstances;
// Auto Scaling puts its own words in front of them. Region thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "region/ec2/groups/security_groups.h"
#include "region/ec2/keys/key_pairs.h"
#include "region/ec2/network/network.h"
#include "region/ec2/ports.h"
#include "region/ec2/templates/launch_template_store.h"

namespace aws::region::ec2 {

constexpr std::size_t kMaxUserData = 16384;  // bytes, before base64

bool is_instance_type(std::string_view text);  // t3.micro, m7i.metal-24xl, u-6tb1.56xlarge

struct LaunchSpecification {
  std::string template_id;  // "" without a template
  std::string template_name;
  std::int64_t template_version = 1;
  std::string image_id;
  std::string instance_type;
  std::optional<InstanceProfile> profile;
  std::optional<std::string> user_data;         // raw
  std::string subnet_id;                        // "" unless the template names one
  std::vector<std::string> security_group_ids;  // none: the default group of the subnet's VPC
  std::optional<bool> public_address;           // none: as the subnet has it
  std::map<std::string, std::string> tags;      // for the instance
  std::string metadata_tokens = "optional";
  std::string metadata_endpoint = "enabled";
  int metadata_hop_limit = 1;
  std::string zone;                              // "" unless the template names one
  aws::ec2::RequestLaunchTemplateData contents;  // all of it, as asked for
};

class TemplateResolver {
 public:
  TemplateResolver(const LaunchTemplateStore& templates, const Network& network, const SecurityGroups& groups,
                   const KeyPairs& key_pairs, InstanceProfiles& profiles, Images& images)
      : templates_(templates),
        network_(network),
        groups_(groups),
        key_pairs_(key_pairs),
        profiles_(profiles),
        images_(images) {}

  // Throws an aws::Error that says what keeps the template from being fully formed.
  LaunchSpecification resolve(const TemplateReference& reference) const;
  // The same for what is asked for instead of, or beyond, what is in a template.
  LaunchSpecification resolve(aws::ec2::RequestLaunchTemplateData contents) const;

  // Of an instance in this subnet. Throws InvalidParameter for a group of another VPC.
  std::vector<std::string> security_groups_in(const Subnet& subnet, const LaunchSpecification& specification) const;

  // What AWS says of contents that no instance can be launched with, to whoever puts them into a template; what is not
  // there may still come with the launch.
  std::optional<aws::ec2::ValidationWarning> warning(const aws::ec2::RequestLaunchTemplateData& contents) const;

  // By name or by ARN, whichever is given; throws InvalidParameterValue when there is no such profile.
  InstanceProfile profile(const std::optional<std::string>& name, const std::optional<std::string>& arn) const;

 private:
  using Contents = aws::ec2::RequestLaunchTemplateData;
  void resolve_image(const Contents& contents, LaunchSpecification& specification) const;
  void resolve_network(const Contents& contents, LaunchSpecification& specification) const;

  const LaunchTemplateStore& templates_;
  const Network& network_;
  const SecurityGroups& groups_;
  const KeyPairs& key_pairs_;
  InstanceProfiles& profiles_;
  Images& images_;
};

}  // namespace aws::region::ec2
