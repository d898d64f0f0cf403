// An Auto Scaling group as the store keeps it: what is desired of it and, member by member, how far that has come.
// Values without behaviour beyond questions about themselves.
//
//   Pending --registered with the target groups--> InService --> Terminating --drained, EC2 terminated--> (gone)
//      \------------------- died before it ran, or told to go -----^
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::autoscaling {

inline constexpr std::string_view kPendingState = "Pending";
inline constexpr std::string_view kInServiceState = "InService";
inline constexpr std::string_view kTerminatingState = "Terminating";
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
  std::string activity_id;                   // of its launch or its termination, the one that is in progress
  std::vector<std::string> registered_with;  // ARNs of target groups
  std::vector<std::string> draining_from;    // deregistered; requests may be in flight still
  int drain_polls = 0;

  bool terminating() const { return lifecycle_state == kTerminatingState; }
};
BOOST_DESCRIBE_STRUCT(Member, (),
                      (instance_id, instance_type, launch_template, zone, subnet_id, lifecycle_state, health_status,
                       protected_from_scale_in, activity_id, registered_with, draining_from, drain_polls))

struct Group {
  std::string name;
  std::string arn;
  TemplateVersion launch_template;
  int min_size = 0;
  int max_size = 0;
  int desired_capacity = 0;
  int default_cooldown = 300;
  std::vector<std::string> zones;
  std::vector<std::string> subnet_ids;  // empty: the default subnet of each zone
  std::vector<std::string> target_group_arns;
  std::string health_check_type = "EC2";
  int health_check_grace_period = 0;
  std::vector<std::string> termination_policies;
  bool new_instances_protected = false;
  std::vector<Tag> tags;
  std::int64_t created_at = 0;
  bool deleting = false;

  std::vector<Member> members;   // in the order in which they were launched
  std::string capacity_cause;    // the sentence about the request that changed the capacity, until it is acted upon
  int unhealthy_to_replace = 0;  // members lost to ill health whose replacement has not been launched

  int alive() const;  // members that are not on their way out
  const Member* find(std::string_view instance_id) const;
  Member* find(std::string_view instance_id);
};
BOOST_DESCRIBE_STRUCT(Group, (),
                      (name, arn, launch_template, min_size, max_size, desired_capacity, default_cooldown, zones,
                       subnet_ids, target_group_arns, health_check_type, health_check_grace_period,
                       termination_policies, new_instances_protected, tags, created_at, deleting, members,
                       capacity_cause, unhealthy_to_replace))

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

// Where the next instance goes: the enabled zone with the fewest members, the first of several, but none of these; ""
// when there is no other.
std::string zone_for_launch(const Group& group, const std::set<std::string>& except);

// Who goes when there are too many, by the group's first termination policy; nullptr when all are protected.
const Member* member_for_scale_in(const Group& group);

}  // namespace aws::region::autoscaling
