// The errors of Auto Scaling, with the codes and the words that AWS has for them.
#pragma once

#include <string_view>

#include "base/error.h"
#include "region/autoscaling/groups/group.h"

namespace aws::region::autoscaling {

Error validation_error(std::string_view message);
Error group_already_exists(std::string_view name);
Error group_not_found(std::string_view name);
Error group_not_found_by_update();
Error no_managed_instance(std::string_view instance_id);
Error desired_equals_min(int min_size);
Error not_part_of_group(std::string_view instance_id, std::string_view group);
Error not_in_state(std::string_view instance_id, std::string_view states);
// `doing` completes "To ..., please update the AutoScalingGroup sizes appropriately."
Error sizes_forbid(const Group& group, std::string_view doing);
Error above_max(int desired, int max_size);
Error below_min(int desired, int min_size);
Error cooldown_in_effect(std::string_view group);
Error invalid_instances(std::string_view list);
Error not_attached(std::string_view arn);
Error refresh_in_progress();
Error no_active_refresh(std::string_view group);
Error activity_blocks(std::string_view activity_id);
Error instances_still_in_group();
Error activities_in_progress();
Error group_is_being_deleted(std::string_view name);
Error deletion_protected(std::string_view name, std::string_view protection);
Error invalid_launch_template(std::string_view why);
Error invalid_target_groups();
Error reserved_tag_key();
Error too_many_tags();
Error invalid_next_token(std::string_view token);
Error not_supported(std::string_view parameter);

}  // namespace aws::region::autoscaling
