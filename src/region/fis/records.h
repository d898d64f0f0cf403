// What the Fault Injection Service remembers: templates, and the experiments that were made of them.
#pragma once

#include <boost/describe/class.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::fis {

using Texts = std::map<std::string, std::string>;

struct TargetFilter {
  std::string path;  // "State.Name"
  std::vector<std::string> values;
};
BOOST_DESCRIBE_STRUCT(TargetFilter, (), (path, values))

struct Target {
  std::string resource_type;  // "aws:ec2:instance"
  std::vector<std::string> arns;
  Texts tags;
  std::vector<TargetFilter> filters;
  std::string selection_mode;  // "ALL", "COUNT(2)", "PERCENT(50)"
  Texts parameters;
};
BOOST_DESCRIBE_STRUCT(Target, (), (resource_type, arns, tags, filters, selection_mode, parameters))

struct PlannedAction {
  std::string action_id;  // "aws:ec2:stop-instances"
  std::optional<std::string> description;
  Texts parameters;
  Texts targets;  // which of the plan's targets, by what the action calls it
  std::vector<std::string> start_after;
};
BOOST_DESCRIBE_STRUCT(PlannedAction, (), (action_id, description, parameters, targets, start_after))

// What is to go wrong.
struct Plan {
  std::string description;
  std::map<std::string, Target> targets;
  std::map<std::string, PlannedAction> actions;
  std::string role_arn;
  std::string empty_targets = "fail";  // or "skip"
};
BOOST_DESCRIBE_STRUCT(Plan, (), (description, targets, actions, role_arn, empty_targets))

struct Template {
  std::string id;
  Plan plan;
  Texts tags;
  std::int64_t created_ms = 0;
  std::int64_t updated_ms = 0;
  std::string client_token;
  std::string call;  // what another one with the same client token has to say
};
BOOST_DESCRIBE_STRUCT(Template, (), (id, plan, tags, created_ms, updated_ms, client_token, call))

namespace status {
inline constexpr std::string_view kPending = "pending";
inline constexpr std::string_view kInitiating = "initiating";
inline constexpr std::string_view kRunning = "running";
inline constexpr std::string_view kCompleted = "completed";
inline constexpr std::string_view kStopping = "stopping";
inline constexpr std::string_view kStopped = "stopped";
inline constexpr std::string_view kFailed = "failed";
inline constexpr std::string_view kCancelled = "cancelled";  // actions only
inline constexpr std::string_view kSkipped = "skipped";      // actions only
}  // namespace status

inline bool has_ended(std::string_view of) {
  return of == status::kCompleted || of == status::kStopped || of == status::kFailed || of == status::kCancelled ||
         of == status::kSkipped;
}

inline constexpr std::size_t kLongestReason = 512;

struct Progress {
  std::string status = std::string(status::kPending);
  std::string reason = "Initial state";
  std::optional<std::int64_t> started_ms;
  std::optional<std::int64_t> ended_ms;

  bool is(std::string_view name) const { return status == name; }
  bool ended() const { return has_ended(status); }
};
BOOST_DESCRIBE_STRUCT(Progress, (), (status, reason, started_ms, ended_ms))

// What became of what was to hold while the experiment ran.
struct SteadyVerdict {
  std::string word;  // "held", "not held", "no requests", "not known"; "" before the end
  std::string text;  // the same with what was to hold, and numbers
};
BOOST_DESCRIBE_STRUCT(SteadyVerdict, (), (word, text))

struct Experiment {
  std::string id;
  std::string template_id;
  Plan plan;
  Texts tags;
  std::string actions_mode = "run-all";  // or "skip-all"
  std::int64_t created_ms = 0;
  Progress progress;
  std::map<std::string, Progress> actions;                   // by their names in the plan
  std::map<std::string, std::vector<std::string>> resolved;  // ARNs, by the targets' names in the plan
  std::string client_token;
  std::string call;
  std::string steady_state;  // what is to hold meanwhile (steady_state.h); "" when nobody has said
  SteadyVerdict verdict;
};
BOOST_DESCRIBE_STRUCT(Experiment, (),
                      (id, template_id, plan, tags, actions_mode, created_ms, progress, actions, resolved, client_token,
                       call, steady_state, verdict))

}  // namespace aws::region::fis
