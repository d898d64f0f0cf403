#include "region/ssm/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace aws::region::ssm {

Error validation(std::string message) { return {"ValidationException", std::move(message)}; }

Error not_supported(std::string_view what) {
  return validation(fmt::format("{} is not supported by the embedded region.", what));
}

Error parameter_not_found(std::string_view name) {
  return {"ParameterNotFound", fmt::format("Parameter {} not found.", name)};
}

Error parameter_exists() {
  return {"ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."};
}

Error version_not_found(std::string_view name, std::int64_t version) {
  return {
      "ParameterVersionNotFound",
      fmt::format("Systems Manager could not find version {} of {}. Verify the version and try again.", version, name)};
}

Error label_not_found(std::string_view name, std::string_view label) {
  return {"ParameterVersionNotFound",
          fmt::format("Systems Manager could not find label {} for parameter {}. Verify the label and try again.",
                      label, name)};
}

Error oldest_version_labelled(std::int64_t version) {
  return {"ParameterMaxVersionLimitExceeded",
          fmt::format("You attempted to create a new version by calling the PutParameter API with the overwrite flag. "
                      "Version {}, the oldest version, can't be deleted because it has a label associated with it. "
                      "Move the label to another version of the parameter, and try again.",
                      version)};
}

Error too_many_labels() {
  return {"ParameterVersionLabelLimitExceeded",
          "A parameter version can have maximum 10 labels. Move one or more labels to another version and try again."};
}

Error reserved_name(std::string_view name) {
  return {"AccessDeniedException", fmt::format("No access to reserved parameter name: {}.", name)};
}

Error too_many_levels() {
  return {"HierarchyLevelLimitExceededException", "A parameter name can have a maximum of 15 levels."};
}

Error type_change() {
  return {"HierarchyTypeMismatchException",
          "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a "
          "parameter from a String type to a SecureString type. You must create a new, unique parameter."};
}

Error invalid_pattern(std::string_view pattern) {
  return {"InvalidAllowedPatternException", fmt::format("The allowedPattern is not a regular expression: {}", pattern)};
}

Error pattern_mismatch(std::string_view pattern) {
  return {"ParameterPatternMismatchException",
          fmt::format("Parameter value, cannot be validated against allowedPattern: {}", pattern)};
}

Error instances_not_managed(const std::vector<std::string>& instance_ids, std::string_view account) {
  return {"InvalidInstanceId",
          fmt::format("Instances [[{}]] not in a valid state for account {}", fmt::join(instance_ids, ", "), account)};
}

Error duplicate_instance() { return {"DuplicateInstanceId", "An instance ID was given more than once."}; }

Error invalid_document(std::string_view name) {
  return {"InvalidDocument", fmt::format("Document with name {} does not exist.", name)};
}

Error invalid_document_version(std::string_view version) {
  return {"InvalidDocumentVersion", fmt::format("Document version {} does not exist.", version)};
}

Error invalid_parameters(std::string message) { return {"InvalidParameters", std::move(message)}; }

Error invocation_does_not_exist() { return {"InvocationDoesNotExist", ""}; }

Error invalid_plugin() { return {"InvalidPluginName", ""}; }

Error path_malformed() {
  return validation(
      "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash "
      "\"/\". It can't be prefixed with \"aws\" or \"ssm\" (case-insensitive). It must use only letters, numbers, or "
      "the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All "
      "sub-paths, if specified, must use the forward slash symbol \"/\". Valid example: "
      "/get/parameters2-/by1./path0_.");
}

Error filter_key_unknown(std::string_view key, const std::vector<std::string_view>& known) {
  return {"InvalidFilterKey", fmt::format("The following filter key is not valid: {}. Valid filter keys include: [{}].",
                                          key, fmt::join(known, ", "))};
}

Error filter_option_unknown(std::string_view option, const std::vector<std::string_view>& known) {
  return {"InvalidFilterOption",
          fmt::format("The following filter option is not valid: {}. Valid options include: [{}].", option,
                      fmt::join(known, ", "))};
}

Error filter_value_unknown(std::string_view value, const std::vector<std::string_view>& known) {
  return {"InvalidFilterOption", fmt::format("The following filter value is not valid: {}. Valid values include: [{}].",
                                             value, fmt::join(known, ", "))};
}

Error filter_values_missing(std::string_view key) {
  return {"InvalidFilterValue", fmt::format("The following filter values are missing : null for filter key {}", key)};
}

Error filter_twice(std::string_view key) {
  return {"InvalidFilterKey", fmt::format("The following filter is duplicated in the request: {}. A request can "
                                          "contain only one occurrence of a specific filter.",
                                          key)};
}

Error invalid_command_id() { return {"InvalidCommandId", ""}; }

Error invocation_elsewhere(std::string_view instance_id) {
  return {"InvalidInstanceId", fmt::format("The command was not sent to instance {}.", instance_id)};
}

// In AWS's words for a document that is for another operating system than the instances have.
Error platform_mismatch(const std::vector<std::string>& instance_ids) {
  return {"UnsupportedPlatformType",
          fmt::format("The document AWS-RunPowerShellScript does not support the platform type Linux of instances "
                      "[{}].",
                      fmt::join(instance_ids, ", "))};
}

Error invalid_filter_key(std::string_view key) {
  return {"InvalidFilterKey", fmt::format("The filter key {} is not valid or not supported.", key)};
}

Error invalid_resource_type() {
  return {"InvalidResourceType", "The resource type is not valid. Only parameters have tags in this region."};
}

Error invalid_resource_id() {
  return {"InvalidResourceId", "The resource ID is not valid. Verify that you entered the correct ID and try again."};
}

Error reserved_tag_key() { return validation("aws: prefixed tag key names are not allowed for external use."); }

Error too_many_tags() {
  return {"TooManyTagsError", "A parameter can have at most 50 tags. Remove one or more tags and try again."};
}

Error invalid_next_token() { return {"InvalidNextToken", "The specified token is not valid"}; }

Error cannot_be_downgraded() {
  return validation(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter "
      "tier "
      "to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a "
      "standard "
      "parameter.");
}

}  // namespace aws::region::ssm
