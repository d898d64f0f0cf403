#include "region/autoscaling/errors.h"

#include <fmt/format.h>

namespace aws::region::autoscaling {

Error validation_error(std::string_view message) { return {"ValidationError", std::string(message)}; }

Error group_already_exists(std::string_view name) {
  return {"AlreadyExists",
          fmt::format("AutoScalingGroup by this name already exists - A group with the name {} already exists", name)};
}

Error group_not_found(std::string_view name) {
  return validation_error(fmt::format("AutoScalingGroup name not found - AutoScalingGroup '{}' not found", name));
}

// UpdateAutoScalingGroup really says "null".
Error group_not_found_by_update() { return validation_error("AutoScalingGroup name not found - null"); }

Error no_managed_instance(std::string_view instance_id) {
  return validation_error(
      fmt::format("Instance Id not found - No managed instance found for instance ID: {}", instance_id));
}

Error desired_equals_min(int min_size) {
  return validation_error(fmt::format(
      "Currently, desiredSize equals minSize ({}). Terminating instance without replacement will violate group's min "
      "size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
      min_size));
}

Error not_part_of_group(std::string_view instance_id, std::string_view group) {
  return validation_error(fmt::format("The instance {} is not part of Auto Scaling group {}.", instance_id, group));
}

Error not_in_state(std::string_view instance_id, std::string_view states) {
  return validation_error(fmt::format("The instance {} is not in {}.", instance_id, states));
}

Error sizes_forbid(const Group& group, std::string_view doing) {
  return validation_error(
      fmt::format("AutoScalingGroup {} has min-size={}, max-size={}, and desired-size={}. To {}, please update the "
                  "AutoScalingGroup sizes appropriately.",
                  group.name, group.min_size, group.max_size, group.desired_capacity, doing));
}

Error above_max(int desired, int max_size) {
  return validation_error(fmt::format("New SetDesiredCapacity value {} is above max value {} for the AutoScalingGroup.",
                                      desired, max_size));
}

Error below_min(int desired, int min_size) {
  return validation_error(fmt::format("New SetDesiredCapacity value {} is below min value {} for the AutoScalingGroup.",
                                      desired, min_size));
}

Error cooldown_in_effect(std::string_view group) {
  return {"ScalingActivityInProgress",
          fmt::format("A cooldown is in effect for the AutoScalingGroup '{}' and blocks this action", group)};
}

Error invalid_instances(std::string_view list) {
  return validation_error(fmt::format("Invalid Instance ID(s): [{}] specified", list));
}

Error not_attached(std::string_view arn) {
  return validation_error(fmt::format("Trying to remove Target Groups that are not part of the group: {}", arn));
}

Error refresh_in_progress() {
  return {"InstanceRefreshInProgress",
          "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh."};
}

Error no_active_refresh(std::string_view group) {
  return {"ActiveInstanceRefreshNotFound",
          fmt::format("No in progress or pending Instance Refresh found for Auto Scaling group {}", group)};
}

Error activity_blocks(std::string_view activity_id) {
  return {"ScalingActivityInProgress",
          fmt::format("Scaling activity {} is in progress and blocks this action", activity_id)};
}

Error instances_still_in_group() {
  return {
      "ResourceInUse",
      "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in "
      "the group."};
}

Error activities_in_progress() {
  return {"ScalingActivityInProgress",
          "You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group."};
}

Error group_is_being_deleted(std::string_view name) {
  return {"ScalingActivityInProgress", fmt::format("AutoScalingGroup '{}' is being deleted.", name)};
}

Error invalid_launch_template(std::string_view why) {
  return validation_error(fmt::format("You must use a valid fully-formed launch template. {}", why));
}

Error invalid_target_groups() {
  return validation_error("Provided Target Groups may not be valid. Please ensure they exist and try again.");
}

Error reserved_tag_key() { return validation_error("aws: prefixed tag key names are not allowed for external use."); }

Error too_many_tags() { return {"LimitExceeded", "An Auto Scaling group can have at most 50 tags."}; }

Error invalid_next_token(std::string_view token) {
  return {"InvalidNextToken", fmt::format("The token '{}' is invalid.", token)};
}

Error not_supported(std::string_view parameter) {
  return validation_error(fmt::format(
      "{} is not supported by this region: its groups launch from launch templates, into target groups.", parameter));
}

Error deletion_protected(std::string_view name, std::string_view protection) {
  return validation_error(
      fmt::format("You cannot delete the AutoScalingGroup {} while its deletion protection is {}.", name, protection));
}

}  // namespace aws::region::autoscaling
