// The errors of the Fault Injection Service.
// https://docs.aws.amazon.com/fis/latest/APIReference/CommonErrors.html
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace aws::region::fis {

Error validation(std::string message);
// What the embedded region does not do, said rather than passed over.
Error not_supported(std::string_view what);
Error no_such_action(std::string_view id);
Error no_such_target_type(std::string_view type);
Error no_such_template(std::string_view id);
Error no_such_experiment(std::string_view id);
Error no_such_resource(std::string_view arn);
Error token_is_taken();
Error too_many_templates(std::size_t most);
Error too_many_experiments(std::size_t most);
Error too_many_actions(std::size_t most);
Error too_many_tags();
Error reserved_tag(const std::string& key);
Error verdict_is_given(std::string_view key);
Error steady_state_is_fixed(std::string_view key);
Error has_ended_already(std::string_view id);
Error invalid_next_token();

}  // namespace aws::region::fis
