// What the room that lets people watch needs of its neighbours, beside the region's own APIs: what no API tells.
// Adapted over Elastic Load Balancing where the region is put together. Region thread.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace aws::region::watch {

// "i-0123456789abcdef0:80" in a target group.
struct TargetName {
  std::string group_arn;
  std::string target;
  auto operator<=>(const TargetName&) const = default;
};

// How a target's health came about.
struct TargetChecks {
  int passes = 0;    // consecutive, until it is healthy
  int failures = 0;  // consecutive, until it is unhealthy
  std::optional<Timestamp> last;
  std::string answer;  // to the last: "200", "no answer in time", "no connection"
};

// A request to a load balancer that has had its answer.
struct Visit {
  std::string listener;  // "127.31.2.231:80"
  TargetName target;     // nothing in it where the load balancer answered by itself
  int status = 0;        // 0: the client left before
  std::chrono::milliseconds took{};
  std::string client;
  std::string method, path;
};

class Balancing {
 public:
  virtual ~Balancing() = default;
  // Tells of each request from soon on; with nothing to tell it to, of none.
  virtual void watch(std::function<void(const Visit&)> tell) = 0;
  // Requests in flight; a target without any may be missing.
  virtual void count(std::function<void(const std::map<TargetName, int>&)> done) = 0;
  // Nothing of a target that is not registered.
  virtual std::optional<TargetChecks> checks(const TargetName& target) const = 0;
};

class Instances {
 public:
  virtual ~Instances() = default;
  // What its metadata service tells it, by path; nothing of an instance that is not there.
  virtual std::map<std::string, std::string, std::less<>> metadata(const std::string& instance_id) const = 0;
};

}  // namespace aws::region::watch
