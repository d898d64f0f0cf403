// An Auto Scaling group as the store keeps it: what is desired of it and, member by member, how far that has come.
// Values without behaviour beyond questions about themselves.
//
//   Pending --registered with the target groups--> InService --> Terminating --drained, EC2 terminated--> (gone)
//    |  ^ \------------------- died before it ran, or told to go -----^  ^
//    |  |                                            |                  |
//    |  +--ExitStandby-- Standby <--drained-- EnteringStandby           |
//    |                      +-------------------------------------------+
//    +-- InService --> Detaching --drained--> (gone, and EC2 keeps the instance)
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::autoscaling {

inline constexpr std::string_view kPendingState = "Pending";
inline constexpr std::string_view kInServiceState = "InService";
inline constexpr std::string_view kTerminatingState = "Terminating";
inline constexpr std::string_view kDetachingState = "Detaching";
inline constexpr std::string_view kEnteringStandbyState = "EnteringStandby";
inline constexpr std::string_view kStandbyState = "Standby";
inline constexpr std::string_view kHealthy = "Healthy";
inline constexpr std::string_view kUnhealthy = "Unhealthy";

// The launch template of a group, the version as its caller gave it, or of a member, the version a number.
struct TemplateVersion {
  std::string id;
  std::string name;
  std::string version;
};
BOOST_DESCRIBE_STRUCT(TemplateVersion, (), (id, name, version))

struct Tag {
  std::string key;
  std::string value;
  bool propagate_at_launch = false;
};
BOOST_DESCRIBE_STRUCT(Tag, (), (key, value, propagate_at_launch))

struct Member {
  std::string instance_id;
  std::string instance_type;
  TemplateVersion launch_template;
  std::string zone;
  std::string subnet_id;
  std::string lifecycle_state{kPendingState};
  std::string health_status{kHealthy};
  bool protected_from_scale_in = false;
  std::string health_cause;                  // the sentence about why it is unhealthy
  std::string activity_id;                   // of what is being done with it, the one that is in progress
  std::vector<std::string> registered_with;  // ARNs of target groups
  std::vector<std::string> draining_from;    // deregistered; requests may be in flight still
  std::vector<std::string> passed_over;      // attached, but AddToLoadBalancer was suspended when it came into service
  int drain_polls = 0;
  std::string refresh_id;  // of the instance refresh that launched it
  bool warmed_up = false;  // for that refresh
  bool balances = false;   // launched to balance the zones, until another has gone for it

  bool in(std::string_view state) const { return lifecycle_state == state; }
  bool terminating() const { return in(kTerminatingState); }
  // Of those that the desired capacity counts.
  bool counted() const { return in(kPendingState) || in(kInServiceState); }
  // On its way out of service, to whichever end.
  bool leaving() const { return terminating() || in(kDetachingState) || in(kEnteringStandbyState); }
};
BOOST_DESCRIBE_STRUCT(Member, (),
                      (instance_id, instance_type, launch_template, zone, subnet_id, lifecycle_state, health_status,
                       protected_from_scale_in, health_cause, activity_id, registered_with, draining_from, passed_over,
                       drain_polls, refresh_id, warmed_up, balances))

// A process of the group that a user has suspended.
struct SuspendedProcess {
  std::string name;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SuspendedProcess, (), (name, reason))

inline constexpr std::string_view kLaunchProcess = "Launch";
inline constexpr std::string_view kTerminateProcess = "Terminate";
inline constexpr std::string_view kRebalanceProcess = "AZRebalance";
inline constexpr std::string_view kAddToLoadBalancerProcess = "AddToLoadBalancer";
inline constexpr std::string_view kHealthCheckProcess = "HealthCheck";
inline constexpr std::string_view kReplaceUnhealthyProcess = "ReplaceUnhealthy";
inline constexpr std::string_view kInstanceRefreshProcess = "InstanceRefresh";

// Where a group stands between the ways to place its instances: AWS's default, of which there is no other here.
inline constexpr auto kBestEffort = "balanced-best-effort";
inline constexpr auto kIgnoreUnhealthy = "IgnoreUnhealthy";
inline constexpr auto kDefaultReservations = "default";

inline constexpr std::string_view kUnprotected = "none";
inline constexpr std::string_view kNotByForce = "prevent-force-deletion";

struct Group {
  std::string name;
  std::string arn;
  TemplateVersion launch_template;
  int min_size = 0;
  int max_size = 0;
  int desired_capacity = 0;
  int default_cooldown = 300;                  // seconds, as those below
  std::optional<int> default_instance_warmup;  // none: the grace period
  std::vector<std::string> zones;
  std::vector<std::string> subnet_ids;  // empty: the default subnet of each zone
  std::vector<std::string> target_group_arns;
  std::string health_check_type = "EC2";
  int health_check_grace_period = 0;
  std::vector<std::string> termination_policies;
  bool new_instances_protected = false;
  bool capacity_rebalance = false;  // of effect on Spot Instances, of which there are none
  std::string context;
  std::string desired_capacity_type;
  std::string service_linked_role_arn;
  std::string deletion_protection{kUnprotected};  // or kNotByForce, or "prevent-all-deletion"
  std::vector<SuspendedProcess> suspended_processes;
  std::vector<std::string> metrics;  // that somebody wants to be collected
  std::vector<Tag> tags;
  std::int64_t created_at = 0;
  bool deleting = false;

  std::vector<Member> members;   // in the order in which they were launched
  std::string capacity_cause;    // the sentence about the request that changed the capacity, until it is acted upon
  int unhealthy_to_replace = 0;  // members lost to ill health whose replacement has not been launched

  int alive() const;                // members that the desired capacity counts
  int arriving_to_balance() const;  // of those, the ones above it until they are in service
  bool suspended(std::string_view process) const;
  const Member* find(std::string_view instance_id) const;
  Member* find(std::string_view instance_id);
};
BOOST_DESCRIBE_STRUCT(Group, (),
                      (name, arn, launch_template, min_size, max_size, desired_capacity, default_cooldown,
                       default_instance_warmup, zones, subnet_ids, target_group_arns, health_check_type,
                       health_check_grace_period, termination_policies, new_instances_protected, capacity_rebalance,
                       context, desired_capacity_type, service_linked_role_arn, deletion_protection,
                       suspended_processes, metrics, tags, created_at, deleting, members, capacity_cause,
                       unhealthy_to_replace))

struct Activity {
  std::string id;
  std::string group_name;
  std::string group_arn;
  std::string description;
  std::string cause;
  std::string status_code = "InProgress";
  std::string status_message;
  int progress = 0;
  std::string details;
  std::int64_t sequence = 0;  // order of beginning, since several begin within a millisecond
  std::int64_t started_at = 0;
  std::optional<std::int64_t> ended_at;

  bool in_progress() const { return !ended_at.has_value(); }
};
BOOST_DESCRIBE_STRUCT(Activity, (),
                      (id, group_name, group_arn, description, cause, status_code, status_message, progress, details,
                       sequence, started_at, ended_at))

}  // namespace aws::region::autoscaling
