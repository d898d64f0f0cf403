// What was seen of the service during a stage: answers through the load balancer and the health of its targets, in the
// order in which they were seen, and when. Values only, so that what a stage must show can be judged, and told, without
// a service. Moments are seconds since the run's start.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "scenario/http_client.h"
#include "scenario/parts/load_balancer.h"

namespace aws::scenario {

enum class Answer {
  kReal,    // 200 with a recommendation from the table
  kStatic,  // 200 with the fixed recommendation, ItemId 0
  kError,   // another status
  kOther,   // 200, but not a recommendation that we know
  kNone,    // no connection, or no answer
};

struct Reply {
  Answer answer = Answer::kNone;
  int status = 0;
  std::string instance, zone;  // that gave the answer, as far as it says so
  HttpResult http;             // as it came
  double at = 0;
};

// `is_ours` tells whether a title is one of those in the table.
Reply read_reply(HttpResult result, const std::function<bool(const std::string& title)>& is_ours);

// "200 real", "200 static", "200 with another body", "502", "no answer".
std::string kind(const Reply& reply);

using Health = std::vector<Target>;

struct Look {
  double at = 0;
  Health health;
};

struct Observation {
  // Known when the stage begins.
  std::size_t group_size = 0;
  std::size_t zones = 0;         // in which the instances of the group are
  std::string poisoned;          // the instance with bad credentials, from the stage of that name on
  std::set<std::string> before;  // the targets at the beginning of the stage
  // Seen since.
  std::vector<Reply> replies;
  std::vector<Look> looks;  // at the targets' health, the last one is now
};

}  // namespace aws::scenario
