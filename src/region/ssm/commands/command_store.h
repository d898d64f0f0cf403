// Commands and their invocations, one invocation for each instance that a command was sent to, on disk before a call
// returns. Owned by RunCommand, which moves them on; one thread.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/store/collection.h"

namespace aws::region::ssm {

struct Command {
  std::string id;
  std::string document_name;
  std::string document_version;
  std::string comment;
  std::map<std::string, std::vector<std::string>> parameters;
  std::vector<std::string> instance_ids;
  std::int64_t requested_ms = 0;
  std::int64_t delivery_timeout_seconds = 3600;
  std::string max_concurrency = "50";  // a number, or a percentage of the instances
  std::string max_errors = "0";
};
BOOST_DESCRIBE_STRUCT(Command, (),
                      (id, document_name, document_version, comment, parameters, instance_ids, requested_ms,
                       delivery_timeout_seconds, max_concurrency, max_errors))

namespace status {
inline constexpr std::string_view kPending = "Pending";
inline constexpr std::string_view kInProgress = "InProgress";
inline constexpr std::string_view kSuccess = "Success";
inline constexpr std::string_view kFailed = "Failed";
inline constexpr std::string_view kTimedOut = "TimedOut";
inline constexpr std::string_view kCancelling = "Cancelling";  // the script has been told to end
inline constexpr std::string_view kCancelled = "Cancelled";
}  // namespace status

// In the details of a status that several things can lead to.
inline constexpr std::string_view kUndeliverable = "Undeliverable";
inline constexpr std::string_view kExecutionTimedOut = "ExecutionTimedOut";
inline constexpr std::string_view kDeliveryTimedOut = "DeliveryTimedOut";
inline constexpr std::string_view kTerminated = "Terminated";

struct Invocation {
  std::string command_id;
  std::string instance_id;
  std::string status = std::string(status::kPending);
  std::string details = std::string(status::kPending);
  int response_code = -1;  // until the script has ended
  std::optional<std::int64_t> started_ms;
  std::optional<std::int64_t> ended_ms;
  std::string output;
  std::string errors;

  bool pending() const { return status == status::kPending; }
  bool in_progress() const { return status == status::kInProgress || status == status::kCancelling; }
  bool ended() const { return !pending() && !in_progress(); }
};
BOOST_DESCRIBE_STRUCT(Invocation, (),
                      (command_id, instance_id, status, details, response_code, started_ms, ended_ms, output, errors))

// Those that never ran say nothing about the command.
inline bool counts_as_error(const Invocation& invocation) {
  return invocation.details == status::kFailed || invocation.details == kExecutionTimedOut;
}

class CommandStore {
 public:
  explicit CommandStore(Store& store);

  // With a pending invocation for each of its instances.
  const Command& add(Command command);
  const Command* find(std::string_view id) const { return commands_.find(id); }
  const std::map<std::string, Command, std::less<>>& all() const { return commands_.all(); }

  const Invocation* find_invocation(const std::string& command_id, const std::string& instance_id) const;
  std::vector<Invocation> invocations(const Command& command) const;  // in order of its instances
  void put(Invocation invocation);

 private:
  Store& store_;
  Collection<Command> commands_;
  Collection<Invocation> invocations_;
};

}  // namespace aws::region::ssm
