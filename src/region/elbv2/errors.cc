#include "region/elbv2/errors.h"

#include <fmt/format.h>

namespace aws::region::elbv2 {

Error validation_error(std::string_view message) { return {"ValidationError", std::string(message)}; }

Error invalid_configuration(std::string_view message) { return {"InvalidConfigurationRequest", std::string(message)}; }

Error invalid_arn(std::string_view thing, std::string_view arn) {
  return validation_error(fmt::format("'{}' is not a valid {} ARN", arn, thing));
}

Error load_balancer_name_not_found(std::string_view name) {
  return {"LoadBalancerNotFound", fmt::format("Load balancers '[{}]' not found", name)};
}

Error load_balancer_not_found() { return {"LoadBalancerNotFound", "One or more load balancers not found"}; }

Error target_group_not_found() { return {"TargetGroupNotFound", "One or more target groups not found"}; }

Error action_target_group_not_found(std::string_view arn) {
  return {"TargetGroupNotFound", fmt::format("Target group '{}' not found", arn)};
}

Error listener_not_found() { return {"ListenerNotFound", "One or more listeners not found"}; }

Error rule_not_found() { return {"RuleNotFound", "One or more rules not found"}; }

Error certificate_not_found(std::string_view arn) {
  return {"CertificateNotFound", fmt::format("Certificate '{}' not found", arn)};
}

Error ssl_policy_not_found(std::string_view name) {
  return {"SSLPolicyNotFound", fmt::format("SSL policy '{}' not found", name)};
}

Error no_certificates_here() { return validation_error("A certificate cannot be specified for HTTP listeners"); }

Error default_certificate_permanent() {
  return {"OperationNotPermitted", "The default certificate of a listener cannot be removed"};
}

Error too_many_certificates() {
  return {"TooManyCertificates", "You've reached the limit on the number of certificates per load balancer"};
}

Error too_many_capacity_decreases() {
  return {"CapacityDecreaseRequestLimitExceeded",
          "You've exceeded the daily capacity decrease limit for this reservation."};
}

Error not_supported(std::string_view member) {
  return validation_error(fmt::format("{} is not supported by the embedded region", member));
}

Error priority_in_use(int priority) {
  return {"PriorityInUse", fmt::format("Priority '{}' is currently in use", priority)};
}

Error deletion_protected(std::string_view arn) {
  return {"OperationNotPermitted",
          fmt::format("Load balancer '{}' cannot be deleted because deletion protection is enabled", arn)};
}

Error default_rule_permanent(std::string_view doing) {
  return {"OperationNotPermitted", fmt::format("A default rule cannot be {}", doing)};
}

Error invalid_action(std::string_view message) { return {"InvalidLoadBalancerAction", std::string(message)}; }

Error duplicate_load_balancer(std::string_view name) {
  return {"DuplicateLoadBalancerName",
          fmt::format("A load balancer with the same name '{}' exists, but with different settings", name)};
}

Error duplicate_target_group(std::string_view name) {
  return {"DuplicateTargetGroupName",
          fmt::format("A target group with the same name '{}' exists, but with different settings", name)};
}

Error duplicate_listener(std::string_view load_balancer_arn) {
  return {"DuplicateListener",
          fmt::format("A listener already exists on this port for this load balancer '{}'", load_balancer_arn)};
}

Error duplicate_tag_key(std::string_view key) {
  return {"DuplicateTagKeys", fmt::format("Tag key was specified more than once: {}", key)};
}

Error too_many_tags() { return {"TooManyTags", "You've reached the limit on the number of tags for this resource."}; }

Error target_group_association_limit(std::string_view target_group_arn) {
  return {"TargetGroupAssociationLimit",
          fmt::format("The following target groups cannot be associated with more than one load balancer: {}",
                      target_group_arn)};
}

Error target_group_in_use(std::string_view arn) {
  return {"ResourceInUse", fmt::format("Target group '{}' is currently in use by a listener or a rule", arn)};
}

Error no_internet_gateway(std::string_view vpc_id) {
  return {"InvalidSubnet", fmt::format("VPC {} has no internet gateway", vpc_id)};
}

Error subnet_not_found(std::string_view subnet_id) {
  return {"SubnetNotFound", fmt::format("The subnet ID '{}' does not exist", subnet_id)};
}

Error invalid_security_groups() { return {"InvalidSecurityGroup", "One or more security groups are invalid"}; }

Error targets_not_running(std::string_view instance_id) {
  return {"InvalidTarget",
          fmt::format("The following targets are not in a running state and cannot be registered: '{}'", instance_id)};
}

Error target_unknown(std::string_view instance_id) {
  return {"InvalidTarget", fmt::format("The following targets are not found: '{}'", instance_id)};
}

Error address_not_in_vpc(std::string_view address, std::string_view vpc_id) {
  return validation_error(
      fmt::format("The IP address '{}' is not within the VPC '{}' of the target group", address, vpc_id));
}

Error unsupported_protocol(std::string_view protocol) {
  return {
      "UnsupportedProtocol",
      fmt::format("Protocol '{}' is not supported by this region: its load balancers speak HTTP and HTTPS, and HTTP "
                  "to their targets",
                  protocol)};
}

// AWS has no such error: there every load balancer has its ports to itself.
Error cannot_bind(std::string_view address, int port, std::string_view reason) {
  return invalid_configuration(fmt::format(
      "Port {} of {} cannot be opened on this machine: {}. Use another port, 8080 for example", port, address, reason));
}

}  // namespace aws::region::elbv2
