// The rolling replacement of a group's instances, as the store keeps it. Which members it has launched, and which of
// those are warm, is told by the members themselves.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html
//
//   Pending --> InProgress --all replaced and warm--> (Baking -->) Successful
//      \--no instance can be launched by its template--> Failed
//                   \--CancelInstanceRefresh--> Cancelling --what is under way has ended--> Cancelled
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/autoscaling/groups/group.h"

namespace aws::region::autoscaling {

inline constexpr std::string_view kRefreshPending = "Pending";
inline constexpr std::string_view kRefreshInProgress = "InProgress";
inline constexpr std::string_view kRefreshBaking = "Baking";
inline constexpr std::string_view kRefreshCancelling = "Cancelling";
inline constexpr std::string_view kRefreshCancelled = "Cancelled";
inline constexpr std::string_view kRefreshSuccessful = "Successful";
inline constexpr std::string_view kRefreshFailed = "Failed";

struct RefreshPreferences {
  int min_healthy_percentage = 90;          // of the desired capacity
  std::optional<int> instance_warmup;       // seconds; none: the group's own
  std::vector<int> checkpoint_percentages;  // ascending
  std::optional<int> checkpoint_delay;      // seconds
  bool skip_matching = false;
  std::string protected_instances = "Wait";  // what becomes of those protected from scale-in: or "Refresh", "Ignore"
  int bake_time = 0;                         // seconds, at the end
};
BOOST_DESCRIBE_STRUCT(RefreshPreferences, (),
                      (min_healthy_percentage, instance_warmup, checkpoint_percentages, checkpoint_delay, skip_matching,
                       protected_instances, bake_time))

struct InstanceRefresh {
  std::string id;
  std::string group_name;
  std::int64_t sequence = 0;  // the order of their beginning
  std::string status{kRefreshPending};
  std::string status_reason;
  std::int64_t started_at = 0;
  std::optional<std::int64_t> ended_at;
  RefreshPreferences preferences;
  TemplateVersion desired_template;     // empty: the group's
  std::vector<std::string> to_replace;  // instances that were there when it began
  int percentage = 0;
  int to_update = 0;
  int checkpoints_passed = 0;
  bool baked = false;
  bool cancelled_at_once = false;  // what is under way is not waited for

  bool active() const { return !ended_at.has_value(); }
};
BOOST_DESCRIBE_STRUCT(InstanceRefresh, (),
                      (id, group_name, sequence, status, status_reason, started_at, ended_at, preferences,
                       desired_template, to_replace, percentage, to_update, checkpoints_passed, baked,
                       cancelled_at_once))

}  // namespace aws::region::autoscaling
