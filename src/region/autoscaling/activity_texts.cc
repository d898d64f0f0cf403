#include "region/autoscaling/activity_texts.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>

namespace aws::region::autoscaling {
namespace {

std::string at_time(Timestamp at) {
  return fmt::format("At {:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

std::string joined(std::string_view first, std::string_view second) {
  return first.empty() ? std::string(second) : fmt::format("{}  {}", first, second);
}

}  // namespace

std::string cause_created(Timestamp at, int desired) {
  return fmt::format("{} a user request created an AutoScalingGroup changing the desired capacity from 0 to {}.",
                     at_time(at), desired);
}

std::string cause_updated(Timestamp at, const Sizes& sizes, int desired_before) {
  return fmt::format(
      "{} a user request update of AutoScalingGroup constraints to min: {}, max: {}, desired: {} changing the desired "
      "capacity from {} to {}.",
      at_time(at), sizes.min_size, sizes.max_size, sizes.desired, desired_before, sizes.desired);
}

std::string cause_force_deleted(Timestamp at, int desired_before) {
  return fmt::format("{} a user request force deleted the AutoScalingGroup changing the desired capacity from {} to 0.",
                     at_time(at), desired_before);
}

std::string cause_capacity_set(Timestamp at, int from, int to) {
  return fmt::format(
      "{} a user request explicitly set group desired capacity changing the desired capacity from {} to {}.",
      at_time(at), from, to);
}

std::string cause_started(Timestamp at, std::string_view request, int from, int to) {
  return joined(request, fmt::format("{} an instance was started in response to a difference between desired and "
                                     "actual capacity, increasing the capacity from {} to {}.",
                                     at_time(at), from, to));
}

std::string cause_replaced(Timestamp at) {
  return at_time(at) + " an instance was launched in response to an unhealthy instance needing to be replaced.";
}

std::string cause_launched_by_refresh(Timestamp at) {
  return at_time(at) + " an instance was launched in response to an instance refresh.";
}

std::string cause_launched_to_balance(Timestamp at) {
  return at_time(at) + " an instance was launched to aid in balancing the group's zones.";
}

std::string cause_balanced(Timestamp at, const std::set<std::string>& zones) {
  return fmt::format(
      "{} instances were launched to balance instances in zones {} with other zones resulting in more than desired "
      "number of instances in the group.",
      at_time(at), fmt::join(zones, " "));
}

std::string cause_user_request(Timestamp at, std::string_view instance_id) {
  return fmt::format("{} instance {} was taken out of service in response to a user request.", at_time(at),
                     instance_id);
}

std::string cause_user_request_shrinking(Timestamp at, std::string_view instance_id, int from, int to) {
  return fmt::format(
      "{} instance {} was taken out of service in response to a user request, shrinking the capacity from {} to {}.",
      at_time(at), instance_id, from, to);
}

std::string cause_scale_in(Timestamp at, std::string_view request, int from, int to) {
  return joined(request, fmt::format("{} an instance was taken out of service in response to a difference between "
                                     "desired and actual capacity, shrinking the capacity from {} to {}.",
                                     at_time(at), from, to));
}

std::string selected_for_termination(Timestamp at, std::string_view cause, std::string_view instance_id) {
  return joined(cause, fmt::format("{} instance {} was selected for termination.", at_time(at), instance_id));
}

std::string cause_ec2_health(Timestamp at) {
  return at_time(at) +
         " an instance was taken out of service in response to an EC2 health check indicating it has been terminated "
         "or stopped.";
}

std::string cause_elb_health(Timestamp at) {
  return at_time(at) + " an instance was taken out of service in response to an ELB system health check failure.";
}

std::string cause_user_health(Timestamp at) {
  return at_time(at) + " an instance was taken out of service in response to a user health-check.";
}

std::string cause_refreshed(Timestamp at) {
  return at_time(at) + " an instance was taken out of service in response to an instance refresh.";
}

std::string cause_moved(Timestamp at, std::string_view instance_id, std::string_view how) {
  return fmt::format("{} instance {} {} in response to a user request.", at_time(at), instance_id, how);
}

std::string cause_moved(Timestamp at, std::string_view instance_id, std::string_view how, int from, int to) {
  return fmt::format("{} instance {} {} in response to a user request, {} the capacity from {} to {}.", at_time(at),
                     instance_id, how, to < from ? "shrinking" : "increasing", from, to);
}

std::string description_launching(std::string_view instance_id) {
  return fmt::format("Launching a new EC2 instance: {}", instance_id);
}

std::string description_launch_failed(std::string_view status_message) {
  return fmt::format("Launching a new EC2 instance.  Status Reason: {}", status_message);
}

std::string description_terminating(std::string_view instance_id) {
  return fmt::format("Terminating EC2 instance: {}", instance_id);
}

std::string description_draining(std::string_view instance_id) {
  return fmt::format("Terminating EC2 instance: {} - Waiting For ELB Connection Draining.", instance_id);
}

std::string details(std::string_view subnet_id, std::string_view zone) {
  return fmt::format(R"({{"Subnet ID":"{}","Availability Zone":"{}"}})", subnet_id, zone);
}

}  // namespace aws::region::autoscaling
