// What Systems Manager needs of EC2, in its own terms. The adapters are written where the region is put together; tests
// bring their own. Region thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace aws::region::ssm {

struct Node {
  std::string instance_id;
  std::string private_ip;
  std::string computer_name;  // ip-127-31-0-5.us-west-2.compute.internal
  bool booted = false;        // scripts can be run; false from the moment a reboot is asked for until it is back
};

struct Script {
  std::string instance_id;
  std::string name;  // by which it can be ended
  std::string text;
  std::string working_directory;  // "" or "/path", below the instance's root folder
  Duration timeout{};             // AWS's time; the script's processes are ended when it is over
};

struct ScriptResult {
  enum class Outcome { kExited, kTimedOut, kLost };  // lost: the instance went away or was rebooted meanwhile
  Outcome outcome = Outcome::kLost;
  int exit_status = -1;  // kExited only
  std::string output;    // as much as there is, also when it timed out; any bytes
  std::string errors;
};

// An instance's calls to a service that are answered late.
struct SlowCalls {
  std::string service;  // "dynamodb"; "" for none
  std::chrono::milliseconds by{};
  std::chrono::milliseconds jitter{};  // so much more or less
};

class Instances {
 public:
  virtual ~Instances() = default;
  // In state "running", rebooting included.
  virtual std::vector<Node> running() const = 0;
  virtual std::optional<Node> find(std::string_view instance_id) const = 0;  // among these
  // Do the credentials of the instance's role, as it has them now, allow the action on every resource?
  virtual bool may(const std::string& instance_id, std::string_view action) const = 0;
  // `done` is called exactly once, and at once with kLost when the instance is not booted.
  virtual void run_script(const Script& script, std::function<void(ScriptResult)> done) = 0;
  // Its processes are killed, and `done` is called then; of no effect on a script that does not run.
  virtual void end_script(const std::string& instance_id, const std::string& name) = 0;
  // Until what is returned is given up.
  virtual std::shared_ptr<const void> slow(const std::string& instance_id, const SlowCalls& calls) = 0;
};

// The account's own images, which have a parameter each: /resilient-service/images/NAME.
struct NamedImage {
  std::string name;
  std::string id;  // ami-...
  Timestamp created;
};

class Images {
 public:
  virtual ~Images() = default;
  virtual std::vector<NamedImage> all() const = 0;
};

}  // namespace aws::region::ssm
