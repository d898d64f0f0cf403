// Every error that IAM answers, in AWS's words.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace aws::region::iam {

Error no_such_role(std::string_view name);
Error no_such_instance_profile(std::string_view name);
Error no_such_policy(std::string_view arn);
Error no_such_policy_to_attach(std::string_view arn);
Error no_such_policy_version(std::string_view arn, std::string_view version);
Error no_such_inline_policy(std::string_view kind, std::string_view name);  // "role", "user" or "group"
Error no_such_user(std::string_view name);
Error no_such_group(std::string_view name);
Error no_such_access_key(std::string_view id);
Error no_such_login_profile(std::string_view user);
Error no_such_server_certificate(std::string_view name);

Error policy_exists(std::string_view name);
Error role_exists(std::string_view name);
Error user_exists(std::string_view name);
Error group_exists(std::string_view name);
Error instance_profile_exists(std::string_view name);
Error server_certificate_exists(std::string_view name);

Error invalid_arn();
Error invalid_input(std::string_view message);
Error invalid_action_name(std::string_view action);
Error too_many_boundaries();
Error one_value_only(std::string_view key, std::string_view type);
Error not_of_type(std::string_view key, std::string_view value, std::string_view type);
Error malformed_policy(std::string_view message);
Error malformed_certificate();
Error malformed_private_key();
Error malformed_chain(std::size_t index);
Error key_pair_mismatch();
Error foreign_policy();
Error limit_exceeded(std::string_view quota, int limit);
Error too_many_versions(int limit);
Error inline_policies_too_large(std::string_view kind, std::string_view name, int limit);
Error only_for_users();

Error policy_in_use();
Error entity_has_policies();
Error entity_has_inline_policies();
Error user_has_access_keys();
Error group_has_users();
Error policy_has_versions();
Error default_version();
Error role_in_instance_profile();
Error server_certificate_in_use(std::string_view id, std::string_view user_arn);

}  // namespace aws::region::iam
