// The errors of DynamoDB, in its own words. All are HTTP 400 and the caller's to mend.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace aws::region::dynamodb {

Error validation(std::string message);
// "One or more parameter values were invalid: ..."
Error invalid_parameter(std::string_view detail);
// What the embedded region does not do, said rather than passed over.
Error not_supported(std::string_view what);

Error table_exists(std::string_view table);
Error table_not_found(std::string_view table);  // from operations on tables
Error resource_not_found();                     // from operations on items
Error tagged_resource_not_found(std::string_view arn);
Error backup_table_not_found(std::string_view table);  // from operations on backups
Error index_not_found(std::string_view index);
Error table_is_protected(std::string_view arn);
Error limit_exceeded(std::string message);
Error policy_not_found(std::string_view arn);
Error locked_out();
Error wrong_policy_revision(std::string_view revision);

Error not_numeric(std::string_view text);
Error number_overflow();
Error number_underflow();
Error too_many_digits();

Error key_mismatch();
Error missing_key(std::string_view attribute);
Error key_type_mismatch(std::string_view attribute, std::string_view expected, std::string_view actual);
Error empty_key(std::string_view attribute, std::string_view kind);
Error item_too_large();
Error updated_item_too_large();
Error duplicate_keys();
Error duplicate_item();  // of an INSERT
Error conditional_check_failed();
Error wrong_update_operand();
Error other_request_with_token();

}  // namespace aws::region::dynamodb
