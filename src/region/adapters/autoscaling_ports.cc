#include "region/adapters/autoscaling_ports.h"

#include "region/adapters/instance_states.h"

namespace aws::region {
namespace {

constexpr auto kGroupTag = "aws:autoscaling:groupName";

ec2::TemplateReference reference_of(const autoscaling::TemplateReference& reference) {
  return {.id = reference.id.value_or(""), .name = reference.name.value_or(""), .version = reference.version};
}

std::optional<autoscaling::Subnet> subnet_of(const ec2::Subnet* subnet) {
  if (subnet == nullptr) return std::nullopt;
  return autoscaling::Subnet{.id = subnet->id, .zone = subnet->zone};
}

}  // namespace

std::string AutoScalingInstances::launch(const autoscaling::LaunchOrder& order) {
  ec2::LaunchOrder launch{.launch_template = reference_of(order.launch_template),
                          .zone = order.zone,
                          .subnet_id = order.subnet_id,
                          .tags = order.tags};
  launch.tags[kGroupTag] = order.group_name;
  require_capacity(launch, order.group_name);
  return instances_.launch(launch);
}

void AutoScalingInstances::require_capacity(const ec2::LaunchOrder& order, const std::string& group) {
  if (capacity_.found({.zone = order.zone, .group = group})) return;
  throw instances_.no_capacity(instances_.resolve_template(order.launch_template).instance_type, order.zone);
}

autoscaling::InstanceState AutoScalingInstances::state(const std::string& instance_id) {
  const ec2::Instance* instance = instances_.find(instance_id);
  return instance == nullptr ? autoscaling::InstanceState::kUnknown : autoscaling_state(*instance);
}

std::optional<autoscaling::ExistingInstance> AutoScalingInstances::find(const std::string& instance_id) {
  const ec2::Instance* instance = instances_.find(instance_id);
  if (instance == nullptr) return std::nullopt;
  return autoscaling::ExistingInstance{.instance_type = instance->instance_type,
                                       .zone = instance->zone,
                                       .subnet_id = instance->subnet_id,
                                       .state = autoscaling_state(*instance)};
}

void AutoScalingInstances::adopt(const std::string& instance_id, const std::string& group_name) {
  instances_.modify(instance_id, [&](ec2::Instance& instance) { instance.tags[kGroupTag] = group_name; });
}

void AutoScalingInstances::release(const std::string& instance_id) {
  if (instances_.find(instance_id) == nullptr) return;
  instances_.modify(instance_id, [](ec2::Instance& instance) { instance.tags.erase(kGroupTag); });
}

autoscaling::ResolvedTemplate AutoScalingLaunchTemplates::resolve(const autoscaling::TemplateReference& reference) {
  const ec2::LaunchSpecification resolved = instances_.resolve_template(reference_of(reference));
  return {.id = resolved.template_id,
          .name = resolved.template_name,
          .version = std::to_string(resolved.template_version),
          .instance_type = resolved.instance_type,
          .image_id = resolved.image_id,
          .role_arn = resolved.profile ? resolved.profile->role_arn : ""};
}

std::optional<autoscaling::Subnet> AutoScalingZones::default_subnet(const std::string& zone) {
  return subnet_of(network_.default_subnet(zone));
}

std::optional<autoscaling::Subnet> AutoScalingZones::subnet(const std::string& subnet_id) {
  return subnet_of(network_.find_subnet(subnet_id));
}

}  // namespace aws::region
