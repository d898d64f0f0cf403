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

}  // namespace aws::region::ssm
