// The three Systems Manager parameters that steer the service, and a cache of them that keeps it serving when Parameter
// Store throttles or is away. Owned by the server's main; any thread and any fiber may ask.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/fibers/waiting_mutex.h"
#include "contract/ssm.h"

namespace aws::recommendation {

inline constexpr const char* kDefaultPrefix = "doc-example";

// Two deployments of an account have prefixes of their own.
struct ParameterNames {
  explicit ParameterNames(const std::string& prefix = kDefaultPrefix)
      : table(prefix + "-resilient-architecture-table"),
        failure_response(prefix + "-resilient-architecture-failure-response"),
        health_check(prefix + "-resilient-architecture-health-check") {}

  std::string table, failure_response, health_check;
};

// As Parameter Store has them; one that does not exist keeps its default.
struct Parameters {
  std::optional<std::string> table;
  std::string failure_response = "none";  // "static": a fixed recommendation when there is no real one
  std::string health_check = "shallow";   // "deep": unhealthy when the table does not answer
  bool operator==(const Parameters&) const = default;
};

// Throws aws::Error.
Parameters read_parameters(ssm::Api& ssm, const ParameterNames& names);

class ParameterCache {
 public:
  ParameterCache(ssm::Api& ssm, const Clock& clock, ParameterNames names = ParameterNames())
      : ssm_(ssm), clock_(clock), names_(std::move(names)) {}

  // At most half a second old, or the last that could be read; nothing when none ever could. One caller makes the call
  // to Parameter Store, the others do not wait for it: two calls a second, of the forty that AWS lets an account make.
  std::optional<Parameters> get();

 private:
  bool is_due(std::optional<Parameters>& known) const;
  void refresh();

  ssm::Api& ssm_;
  const Clock& clock_;
  const ParameterNames names_;
  WaitingMutex refreshing_;   // held during the call
  mutable std::mutex mutex_;  // guards what follows; held for a moment only
  std::optional<Parameters> known_;
  std::optional<Duration> asked_at_;
  bool failing_ = false;
};

}  // namespace aws::recommendation
