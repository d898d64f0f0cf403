// What is to hold of visitors' requests while an experiment runs. A template states it by a tag, and so may whoever
// starts an experiment:
//
//   load-balancer=shop answered=100 within=11s
//   target-group=shop-servers succeeded=99.5 p99=500ms
//
// Words in any order, each once. With neither a load balancer nor a target group it is about every load balancer's
// requests. A tag's value has no room for "<" or "%".
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace aws::region::fis {

inline constexpr std::string_view kSteadyStateTag = "resilient-service:steady-state";
inline constexpr std::string_view kVerdictTag = "resilient-service:verdict";

struct SteadyState {
  std::string load_balancer;                              // "": any
  std::string target_group;                               // "": any
  std::optional<double> answered;                         // at least these percent of all requests, with any status
  std::optional<double> succeeded;                        // with 2xx or 3xx
  std::optional<std::chrono::milliseconds> within;        // for both
  std::map<double, std::chrono::milliseconds> quantiles;  // in percent, and how long they may take at most

  // "at least 99.5 % of requests to load balancer shop are answered within 11 s; p99 at most 500 ms"
  std::string words() const;
};

// Throws ValidationException for what says nothing, or something else.
SteadyState steady_state(std::string_view text);

// "11 s", "1.5 s", "500 ms".
std::string text_of(std::chrono::milliseconds time);

}  // namespace aws::region::fis
