// The errors of Systems Manager, in its own words. All are HTTP 400 and the caller's to mend.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace aws::region::ssm {

Error validation(std::string message);
// What the embedded region does not do, said rather than passed over.
Error not_supported(std::string_view what);

Error parameter_not_found(std::string_view name);
Error parameter_exists();
Error version_not_found(std::string_view name, std::int64_t version);
Error label_not_found(std::string_view name, std::string_view label);
Error oldest_version_labelled(std::int64_t version);
Error too_many_labels();
Error reserved_name(std::string_view name);
Error too_many_levels();
Error type_change();
Error cannot_be_downgraded();
Error invalid_pattern(std::string_view pattern);
Error pattern_mismatch(std::string_view pattern);

Error instances_not_managed(const std::vector<std::string>& instance_ids, std::string_view account);
Error duplicate_instance();
Error invalid_document(std::string_view name);
Error invalid_document_version(std::string_view version);
Error invalid_parameters(std::string message);
Error invocation_does_not_exist();
Error invalid_plugin();
Error path_malformed();
Error filter_key_unknown(std::string_view key, const std::vector<std::string_view>& known);
Error filter_option_unknown(std::string_view option, const std::vector<std::string_view>& known);
Error filter_value_unknown(std::string_view value, const std::vector<std::string_view>& known);
Error filter_values_missing(std::string_view key);
Error filter_twice(std::string_view key);
Error invalid_command_id();
Error invocation_elsewhere(std::string_view instance_id);
Error platform_mismatch(const std::vector<std::string>& instance_ids);
Error invalid_filter_key(std::string_view key);
Error invalid_next_token();
Error invalid_resource_type();
Error invalid_resource_id();
Error reserved_tag_key();
Error too_many_tags();

}  // namespace aws::region::ssm
