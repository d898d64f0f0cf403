#include "region/iam/errors.h"

#include <fmt/format.h>

namespace aws::region::iam {
namespace {

Error no_such_entity(std::string message) { return Error("NoSuchEntity", std::move(message), 404); }
Error exists(std::string message) { return Error("EntityAlreadyExists", std::move(message), 409); }
Error conflict(std::string message) { return Error("DeleteConflict", std::move(message), 409); }

}  // namespace

Error no_such_role(std::string_view name) {
  return no_such_entity(fmt::format("The role with name {} cannot be found.", name));
}
Error no_such_instance_profile(std::string_view name) {
  return no_such_entity(fmt::format("Instance Profile {} cannot be found.", name));
}
Error no_such_policy(std::string_view arn) { return no_such_entity(fmt::format("Policy {} was not found.", arn)); }
Error no_such_policy_to_attach(std::string_view arn) {
  return no_such_entity(fmt::format("Policy {} does not exist or is not attachable.", arn));
}
Error no_such_policy_version(std::string_view arn, std::string_view version) {
  return no_such_entity(fmt::format("Policy {} version {} does not exist or is not attachable.", arn, version));
}
Error no_such_inline_policy(std::string_view kind, std::string_view name) {
  return no_such_entity(fmt::format("The {} policy with name {} cannot be found.", kind, name));
}
Error no_such_user(std::string_view name) {
  return no_such_entity(fmt::format("The user with name {} cannot be found.", name));
}
Error no_such_group(std::string_view name) {
  return no_such_entity(fmt::format("The group with name {} cannot be found.", name));
}
Error no_such_access_key(std::string_view id) {
  return no_such_entity(fmt::format("The Access Key with id {} cannot be found.", id));
}
Error no_such_login_profile(std::string_view user) {
  return no_such_entity(fmt::format("Login Profile for User {} cannot be found.", user));
}

Error no_such_server_certificate(std::string_view name) {
  return no_such_entity(fmt::format("The Server Certificate with name {} cannot be found.", name));
}

Error policy_exists(std::string_view name) {
  return exists(fmt::format("A policy called {} already exists. Duplicate names are not allowed.", name));
}
Error role_exists(std::string_view name) { return exists(fmt::format("Role with name {} already exists.", name)); }
Error user_exists(std::string_view name) { return exists(fmt::format("User with name {} already exists.", name)); }
Error group_exists(std::string_view name) { return exists(fmt::format("Group with name {} already exists.", name)); }
Error instance_profile_exists(std::string_view name) {
  return exists(fmt::format("Instance Profile {} already exists.", name));
}
Error server_certificate_exists(std::string_view name) {
  return exists(fmt::format("The Server Certificate with name {} already exists.", name));
}

Error invalid_arn() { return Error("ValidationError", "Invalid ARN:  Could not be parsed!"); }
Error invalid_input(std::string_view message) { return Error("InvalidInput", std::string(message)); }
Error invalid_action_name(std::string_view action) {
  return invalid_input(
      fmt::format("Invalid Action Name: {} must be the name of one action, prefaced by its service.", action));
}
Error too_many_boundaries() {
  return invalid_input("PermissionsBoundaryPolicyInputList must contain one permissions boundary policy only.");
}
Error one_value_only(std::string_view key, std::string_view type) {
  return invalid_input(fmt::format("Invalid Context Entry: {} of type {} must have exactly one value.", key, type));
}
Error not_of_type(std::string_view key, std::string_view value, std::string_view type) {
  return invalid_input(fmt::format("Invalid Context Entry: value {} of {} is not of type {}.", value, key, type));
}
Error malformed_policy(std::string_view message) { return Error("MalformedPolicyDocument", std::string(message)); }
Error malformed_certificate() {
  return Error("MalformedCertificate", "Unable to parse certificate. Please ensure the certificate is in PEM format.");
}
Error malformed_private_key() { return Error("MalformedCertificate", "Invalid Private Key."); }
Error malformed_chain(std::size_t index) {
  return Error(
      "MalformedCertificate",
      fmt::format("Unable to validate certificate chain. The certificate chain must start with the immediate "
                  "signing certificate, followed by any intermediaries in order. The index within the chain of "
                  "the invalid certificate is: {}",
                  index));
}
Error key_pair_mismatch() {
  return Error("KeyPairMismatch", "Public key in certificate and private key do not match.");
}
Error foreign_policy() { return Error("AccessDenied", "Policy is outside your own account.", 403); }
Error limit_exceeded(std::string_view quota, int limit) {
  return Error("LimitExceeded", fmt::format("Cannot exceed quota for {}: {}", quota, limit), 409);
}
Error too_many_versions(int limit) {
  return Error("LimitExceeded",
               fmt::format("A managed policy can have up to {} versions. Before you create a new version, you must "
                           "delete an existing version.",
                           limit),
               409);
}
Error inline_policies_too_large(std::string_view kind, std::string_view name, int limit) {
  return Error("LimitExceeded", fmt::format("Maximum policy size of {} bytes exceeded for {} {}", limit, kind, name),
               409);
}
Error only_for_users() {
  return Error("ValidationError", "Must specify userName when calling with non-User credentials");
}

Error policy_in_use() { return conflict("Cannot delete a policy attached to entities."); }
Error entity_has_policies() { return conflict("Cannot delete entity, must detach all policies first."); }
Error entity_has_inline_policies() { return conflict("Cannot delete entity, must delete policies first."); }
Error user_has_access_keys() { return conflict("Cannot delete entity, must delete access keys first."); }
Error group_has_users() { return conflict("Cannot delete entity, must remove users from group first."); }
Error policy_has_versions() {
  return conflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The "
      "default version is deleted with the policy.");
}
Error default_version() { return conflict("Cannot delete the default version of a policy."); }
Error role_in_instance_profile() {
  return conflict("Cannot delete entity, must remove roles from instance profile first.");
}
Error server_certificate_in_use(std::string_view id, std::string_view user_arn) {
  return conflict(fmt::format(
      "Certificate: {} is currently in use by {}. Please remove it first before deleting it from IAM.", id, user_arn));
}

}  // namespace aws::region::iam
