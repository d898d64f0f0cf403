// The errors of Auto Scaling, with the codes and the words that AWS has for them.
#pragma once

#include <string_view>

#include "base/error.h"

namespace aws::region::autoscaling {

Error validation_error(std::string_view message);
Error group_already_exists(std::string_view name);
Error group_not_found(std::string_view name);
Error group_not_found_by_update();
Error no_managed_instance(std::string_view instance_id);
Error desired_equals_min(int min_size);
Error activity_blocks(std::string_view activity_id);
Error instances_still_in_group();
Error activities_in_progress();
Error group_is_being_deleted(std::string_view name);
Error invalid_launch_template(std::string_view why);
Error invalid_target_groups();
Error reserved_tag_key();
Error too_many_tags();
Error invalid_next_token(std::string_view token);
Error not_supported(std::string_view parameter);

}  // namespace aws::region::autoscaling
