// The sentences of scaling activities, as the activity history of a group on AWS has them. Pure. People and scripts
// read them; the sentences of a cause are joined by two spaces.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-verify-scaling-activity.html
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace aws::region::autoscaling {

struct Sizes {
  int min_size = 0;
  int max_size = 0;
  int desired = 0;
};

// Who asked for another capacity.
std::string cause_created(Timestamp at, int desired);
std::string cause_updated(Timestamp at, const Sizes& sizes, int desired_before);
std::string cause_force_deleted(Timestamp at, int desired_before);
std::string cause_capacity_set(Timestamp at, int from, int to);

// Why one instance was started; `request` is one of the above or empty.
std::string cause_started(Timestamp at, std::string_view request, int from, int to);
std::string cause_replaced(Timestamp at);
std::string cause_launched_by_refresh(Timestamp at);
std::string cause_launched_to_balance(Timestamp at);

// Why there are more than are desired: instances have been launched in these zones, in the place of a request.
std::string cause_balanced(Timestamp at, const std::set<std::string>& zones);

// Why one instance goes.
std::string cause_user_request(Timestamp at, std::string_view instance_id);
std::string cause_user_request_shrinking(Timestamp at, std::string_view instance_id, int from, int to);
std::string cause_scale_in(Timestamp at, std::string_view request, int from, int to);
std::string selected_for_termination(Timestamp at, std::string_view cause, std::string_view instance_id);
std::string cause_ec2_health(Timestamp at);
std::string cause_elb_health(Timestamp at);
std::string cause_user_health(Timestamp at);
std::string cause_refreshed(Timestamp at);

// What a user does to an instance that stays: "was detached", "was moved to standby"... The capacity is told when it
// changes.
std::string cause_moved(Timestamp at, std::string_view instance_id, std::string_view how);
std::string cause_moved(Timestamp at, std::string_view instance_id, std::string_view how, int from, int to);

std::string description_launching(std::string_view instance_id);
std::string description_launch_failed(std::string_view status_message);
std::string description_terminating(std::string_view instance_id);
std::string description_draining(std::string_view instance_id);

// {"Subnet ID":"subnet-1","Availability Zone":"us-west-2c"}
std::string details(std::string_view subnet_id, std::string_view zone);

}  // namespace aws::region::autoscaling
