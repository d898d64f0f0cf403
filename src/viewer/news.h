// What the live page's events say, as values: of what the region has, no more than is shown. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "viewer/event_reader.h"

namespace aws::viewer {

// "i-0123456789abcdef0:80" in a target group.
struct TargetName {
  std::string group_arn;
  std::string target;
  auto operator<=>(const TargetName&) const = default;
};

struct Target {
  std::string id;
  std::int64_t port = 0;
  std::string health, reason, description;
  std::string answer;  // to the last health check
  std::optional<Timestamp> checked;
};

struct TargetGroup {
  std::string arn, name;
  std::int64_t port = 0;  // of targets that have none of their own
  std::vector<Target> targets;
};

struct Instance {
  std::string zone, state;
};

struct LoadBalancer {
  std::string name, state, dns_name, scheme;
  std::vector<std::string> listeners;  // "HTTP on port 80 forwards to doc-example-resilience-tg"
};

struct Activity {
  Timestamp start;
  std::string status, description;
};

struct ScalingGroup {
  std::string name;
  std::int64_t desired = 0, min = 0, max = 0;
  std::map<std::string, std::int64_t> members;  // by lifecycle state
  std::vector<Activity> activities;             // the newest first
};

struct Picture {
  std::vector<LoadBalancer> load_balancers;
  std::vector<TargetGroup> target_groups;
  std::vector<ScalingGroup> scaling_groups;
  std::map<std::string, Instance> instances;  // by id
};

struct InFlight {
  std::map<TargetName, std::int64_t> counts;  // of requests
};

struct Visit {
  std::string listener, target;  // no target where the load balancer answered by itself
  std::int64_t status = 0;       // 0: the client left before
  std::int64_t milliseconds = 0;
  std::string method, path;
};

// Of a quarter of a second.
struct Visits {
  Timestamp at;
  std::int64_t count = 0;
  std::map<std::string, std::int64_t> classes;  // "2xx"
  std::int64_t p50 = 0, p99 = 0;                // milliseconds
  std::map<TargetName, std::int64_t> targets;
  std::vector<Visit> samples;
};

struct Call {
  Timestamp at;
  std::string caller;  // "user/developer"; "" when nobody knows
  std::string service, operation;
  std::string answer;  // "200", "AccessDenied"
  bool denied = false;
  bool failed = false;
  std::string why;  // the statement that decided; "" where none was asked
  std::int64_t microseconds = 0;
};

struct Calls {
  std::int64_t count = 0, denied = 0;
  std::vector<Call> newest;  // the newest last
};

struct Happening {
  Timestamp at;
  std::string kind, subject, what;
};
using Happenings = std::vector<Happening>;

using News = std::variant<Picture, InFlight, Visits, Calls, Happenings>;

// Nothing for events that are not news. Throws "UnknownEvent" for what no region of this version says.
std::optional<News> news_of(const Event& event);

}  // namespace aws::viewer
