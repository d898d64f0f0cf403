#include "region/dynamodb/errors.h"

#include <fmt/format.h>

#include <utility>

namespace aws::region::dynamodb {

Error validation(std::string message) { return {"ValidationException", std::move(message)}; }

Error invalid_parameter(std::string_view detail) {
  return validation(fmt::format("One or more parameter values were invalid: {}", detail));
}

Error not_supported(std::string_view what) {
  return validation(fmt::format("{} is not supported by the embedded region.", what));
}

Error table_exists(std::string_view table) {
  return {"ResourceInUseException", fmt::format("Table already exists: {}", table)};
}

Error table_not_found(std::string_view table) {
  return {"ResourceNotFoundException", fmt::format("Requested resource not found: Table: {} not found", table)};
}

Error resource_not_found() { return {"ResourceNotFoundException", "Requested resource not found"}; }

// The spelling is DynamoDB's.
Error tagged_resource_not_found(std::string_view arn) {
  return {"ResourceNotFoundException", fmt::format("Requested resource not found: ResourcArn: {} not found", arn)};
}

Error backup_table_not_found(std::string_view table) {
  return {"TableNotFoundException", fmt::format("Table not found: {}", table)};
}

Error index_not_found(std::string_view index) {
  return {"ResourceNotFoundException", fmt::format("Requested resource not found: Index: {} not found", index)};
}

Error table_is_protected(std::string_view arn) {
  return validation(fmt::format(
      "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. "
      "Resource: {}",
      arn));
}

Error limit_exceeded(std::string message) { return {"LimitExceededException", std::move(message)}; }

Error policy_not_found(std::string_view arn) {
  return {"PolicyNotFoundException",
          fmt::format("Resource-based policy not found for the provided ResourceArn: {}", arn)};
}
Error locked_out() {
  return {"AccessDeniedException",
          "The new resource policy will not allow you to update the resource policy in the future."};
}
Error wrong_policy_revision(std::string_view revision) {
  return {"PolicyNotFoundException", fmt::format("The resource-based policy is not in revision {}", revision)};
}

Error not_numeric(std::string_view text) {
  if (text.empty()) return validation("The parameter cannot be converted to a numeric value");
  return validation(fmt::format("The parameter cannot be converted to a numeric value: {}", text));
}

Error number_overflow() {
  return validation("Number overflow. Attempting to store a number with magnitude larger than supported range");
}

Error number_underflow() {
  return validation("Number underflow. Attempting to store a number with magnitude smaller than supported range");
}

Error too_many_digits() { return validation("Attempting to store more than 38 significant digits in a Number"); }

Error key_mismatch() { return validation("The provided key element does not match the schema"); }

Error missing_key(std::string_view attribute) {
  return invalid_parameter(fmt::format("Missing the key {} in the item", attribute));
}

Error key_type_mismatch(std::string_view attribute, std::string_view expected, std::string_view actual) {
  return invalid_parameter(
      fmt::format("Type mismatch for key {} expected: {} actual: {}", attribute, expected, actual));
}

Error empty_key(std::string_view attribute, std::string_view kind) {
  return validation(
      fmt::format("One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain "
                  "an empty {} value. Key: {}",
                  kind, attribute));
}

Error item_too_large() { return validation("Item size has exceeded the maximum allowed size"); }

Error updated_item_too_large() { return validation("Item size to update has exceeded the maximum allowed size"); }

Error duplicate_keys() { return validation("Provided list of item keys contains duplicates"); }

Error duplicate_item() { return {"DuplicateItemException", "Duplicate primary key exists in table"}; }

Error other_request_with_token() {
  return {
      "IdempotentParameterMismatchException",
      "The request uses the same client token as a previous, but non-identical request. Do not reuse a client token "
      "with different requests, unless the requests are identical"};
}

Error wrong_update_operand() { return validation("An operand in the update expression has an incorrect data type"); }

Error conditional_check_failed() { return {"ConditionalCheckFailedException", "The conditional request failed"}; }

}  // namespace aws::region::dynamodb
