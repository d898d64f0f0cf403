#include "region/ec2/errors.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace aws::region::ec2::errors {

Error missing_parameter(std::string_view parameter) {
  return {"MissingParameter", fmt::format("The request must contain the parameter {}", parameter)};
}

Error invalid_parameter(std::string message) { return {"InvalidParameterValue", std::move(message)}; }

Error invalid_filter(std::string_view name) {
  return invalid_parameter(fmt::format("The filter '{}' is invalid", name));
}

Error invalid_next_token() { return {"InvalidNextToken", "The specified NextToken is not valid."}; }

Error max_results_with_ids(std::string_view set) {
  return {"InvalidParameterCombination",
          fmt::format("The parameter {} cannot be used with the parameter maxResults", set)};
}

Error idempotency_mismatch() {
  return {"IdempotentParameterMismatch",
          "The request uses the same client token as a previous, but non-identical request."};
}

Error too_many_tags() { return {"TagLimitExceeded", "The maximum number of tags for a resource has been reached."}; }

Error launch_template_name_in_use() {
  return {"InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use."};
}

Error launch_template_name_not_found(std::string_view name) {
  return {"InvalidLaunchTemplateName.NotFoundException",
          fmt::format("The specified launch template, with template name {}, does not exist.", name)};
}

Error launch_template_names_not_found() {
  return {"InvalidLaunchTemplateName.NotFoundException",
          "At least one of the launch templates specified in the request does not exist."};
}

Error launch_template_id_not_found(std::string_view id) {
  return {"InvalidLaunchTemplateId.NotFound",
          fmt::format("The specified launch template, with template ID {}, does not exist.", id)};
}

Error launch_template_version_not_found(std::string_view version, std::string_view id) {
  return {"InvalidLaunchTemplateId.VersionNotFound",
          fmt::format("Could not find the specified version {} for the launch template with ID {}.", version, id)};
}

Error image_malformed(std::string_view id) {
  return {"InvalidAMIID.Malformed", fmt::format("Invalid id: \"{}\" (expecting \"ami-...\")", id)};
}

Error image_not_found(std::string_view id) {
  return {"InvalidAMIID.NotFound", fmt::format("The image id '[{}]' does not exist", id)};
}

Error image_unavailable(std::string_view id, std::string_view why) {
  return {"InvalidAMIID.Unavailable", fmt::format("The image ID '{}' is not available: {}", id, why)};
}

Error instance_types_unknown(const std::vector<std::string>& types) {
  return {"InvalidInstanceType",
          fmt::format("The following supplied instance types do not exist: [{}]", fmt::join(types, ", "))};
}

Error instance_type_invalid(std::string_view type) {
  return invalid_parameter(fmt::format("Invalid value '{}' for InstanceType.", type));
}

Error key_pair_id_not_found(std::string_view id) {
  return {"InvalidKeyPair.NotFound", fmt::format("The key pair ID '{}' does not exist", id)};
}

Error key_pair_exists(std::string_view name) {
  return {"InvalidKeyPair.Duplicate", fmt::format("The keypair already exists: {}", name)};
}

Error key_format_invalid() { return {"InvalidKey.Format", "Key is not in valid OpenSSH public key format"}; }

Error id_invalid(std::string_view id) { return {"InvalidID", fmt::format("The ID '{}' is not valid", id)}; }

Error not_found(std::string_view code, std::string_view what, std::string_view id) {
  return {std::string(code), fmt::format("The {} '{}' does not exist", what, id)};
}

Error architectures_differ(std::string_view of_type, std::string_view of_image) {
  return invalid_parameter(
      fmt::format("The architecture '{}' of the specified instance type does not match the architecture '{}' of the "
                  "specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. "
                  "You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the "
                  "instance type or AMI.",
                  of_type, of_image));
}

Error key_pair_not_found(std::string_view name) {
  return {"InvalidKeyPair.NotFound", fmt::format("The key pair '{}' does not exist", name)};
}

Error user_data_malformed() { return {"InvalidUserData.Malformed", "Invalid BASE64 encoding of user data."}; }

Error user_data_too_long() { return invalid_parameter("User data is limited to 16384 bytes"); }

Error profile_name_invalid(std::string_view name) {
  return invalid_parameter(fmt::format(
      "Value ({}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name", name));
}

Error profile_arn_invalid(std::string_view arn) {
  return invalid_parameter(
      fmt::format("Value ({}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN", arn));
}

Error zones_invalid(std::string_view parameter, const std::vector<std::string>& names) {
  return invalid_parameter(fmt::format("Invalid {}: [{}]", parameter, fmt::join(names, ", ")));
}

Error vpc_not_found(std::string_view id) {
  return {"InvalidVpcID.NotFound", fmt::format("The vpc ID '{}' does not exist", id)};
}

Error subnet_not_found(std::string_view id) {
  return {"InvalidSubnetID.NotFound", fmt::format("The subnet ID '{}' does not exist", id)};
}

Error subnet_full(std::string_view id) {
  return {"InsufficientFreeAddressesInSubnet",
          fmt::format(
              "There are not enough free addresses in subnet '{}' to satisfy the requested number of instances.", id)};
}

Error insufficient_capacity(std::string_view type, std::string_view zone, const std::vector<std::string>& elsewhere) {
  return {"InsufficientInstanceCapacity",
          fmt::format("We currently do not have sufficient {0} capacity in the Availability Zone you requested ({1}). "
                      "Our system will be working on provisioning additional capacity. You can currently get {0} "
                      "capacity by not specifying an Availability Zone in your request or choosing {2}.",
                      type, zone, fmt::join(elsewhere, ", ")),
          500, Fault::kReceiver};
}

Error security_group_malformed(std::string_view id) {
  return {"InvalidGroupId.Malformed", fmt::format("Invalid id: \"{}\" (expecting \"sg-...\")", id)};
}

Error security_group_not_found(std::string_view id) {
  return {"InvalidGroup.NotFound", fmt::format("The security group '{}' does not exist", id)};
}

Error security_group_name_not_found(std::string_view name, std::string_view vpc_id) {
  return {"InvalidGroup.NotFound",
          fmt::format("The security group '{}' does not exist in default VPC '{}'", name, vpc_id)};
}

Error security_group_exists(std::string_view name, std::string_view vpc_id) {
  return {"InvalidGroup.Duplicate", fmt::format("The security group '{}' already exists for VPC '{}'", name, vpc_id)};
}

Error security_group_name_invalid(std::string_view name) {
  if (name == "default") return {"InvalidGroup.Reserved", "The security group 'default' is reserved"};
  return invalid_parameter(
      fmt::format("Value ({}) for parameter GroupName is invalid. Group names may not be in the format sg-*.", name));
}

Error default_group_permanent(std::string_view id) {
  return {"CannotDelete", fmt::format("the specified group: \"{}\" name: \"default\" cannot be deleted by a user", id)};
}

Error depended_on(std::string_view id) {
  return {"DependencyViolation", fmt::format("resource {} has a dependent object", id)};
}

Error rule_exists(std::string_view rule) {
  return {"InvalidPermission.Duplicate", fmt::format("the specified rule \"{}\" already exists", rule)};
}

Error rule_not_found() {
  return {"InvalidPermission.NotFound", "The specified rule does not exist in this security group."};
}

Error rule_id_not_found(std::string_view id) {
  return {"InvalidSecurityGroupRuleId.NotFound", fmt::format("The security group rule ID '{}' does not exist", id)};
}

Error cidr_malformed(std::string_view cidr) {
  return invalid_parameter(fmt::format("CIDR block {} is malformed", cidr));
}

Error instance_malformed(std::string_view id) {
  return {"InvalidInstanceID.Malformed", fmt::format("Invalid id: \"{}\"", id)};
}

Error instances_not_found(const std::vector<std::string>& ids) {
  const std::string message = ids.size() == 1 ? fmt::format("The instance ID '{}' does not exist", ids.front())
                                              : fmt::format("The instance IDs '{}' do not exist", fmt::join(ids, ", "));
  return {"InvalidInstanceID.NotFound", message};
}

Error instance_not_running(std::string_view id) {
  return {"IncorrectInstanceState", fmt::format("The instance '{}' is not in the 'running' state.", id)};
}

Error instance_not_stopped(std::string_view id) {
  return {"IncorrectInstanceState", fmt::format("The instance '{}' is not in the 'stopped' state.", id)};
}

Error instance_not_startable(std::string_view id) {
  return {"IncorrectInstanceState",
          fmt::format("The instance '{}' is not in a state from which it can be started.", id)};
}

Error instance_not_stoppable(std::string_view id) {
  return {"IncorrectInstanceState",
          fmt::format("This instance '{}' is not in a state from which it can be stopped.", id)};
}

Error termination_disabled(std::string_view id) {
  return {"OperationNotPermitted", fmt::format("The instance '{}' may not be terminated. Modify its "
                                               "'disableApiTermination' instance attribute and try again.",
                                               id)};
}

Error stop_disabled(std::string_view id) {
  return {"OperationNotPermitted",
          fmt::format("The instance '{}' may not be stopped. Modify its 'disableApiStop' instance attribute and try "
                      "again.",
                      id)};
}

Error hibernation_not_configured() {
  return {"UnsupportedHibernationConfiguration", "Instance does not have hibernation configured."};
}

Error device_not_mapped(std::string_view device) {
  return {"InvalidInstanceAttributeValue", fmt::format("No device is currently mapped at {}", device)};
}

Error unsupported(std::string message) { return {"UnsupportedOperation", std::move(message)}; }

Error not_supported(std::string_view member) {
  return unsupported(fmt::format("{} is not supported by the embedded region", member));
}

Error parameter_combination(std::string message) { return {"InvalidParameterCombination", std::move(message)}; }

Error association_exists(std::string_view instance_id) {
  return {"IncorrectState", fmt::format("There is an existing association for instance {}", instance_id)};
}

Error association_not_found(std::string_view id) {
  return {"InvalidAssociationID.NotFound", fmt::format("An invalid association-id of '{}' was given", id)};
}

}  // namespace aws::region::ec2::errors
