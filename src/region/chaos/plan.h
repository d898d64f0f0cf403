// What a region does wrong on purpose: plain values, as a chaos file says them (plan_file.h, docs/chaos.md). An empty
// plan is a region that behaves.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace aws::region::chaos {

enum class Trouble {
  kThrottle,  // refused before it has any effect
  kFail,      // 500 or 503 before it has any effect
  kBreak,     // 500 before it has any effect
  kRefuse,    // 503 before it has any effect
  kLose,      // takes effect, and the answer is lost
  kHang,      // never carried out, never answered
  kSlow,      // answered late
};

// What befalls a share of certain calls.
struct Rule {
  Trouble trouble = Trouble::kThrottle;
  double share = 0;                // 0 to 1
  std::string operations = "*";    // "SERVICE.OPERATION", with '*' for any letters
  std::string callers = "*";       // of the caller's ARN, what follows the account: "user/ann", "assumed-role/ROLE/i-1"
  std::chrono::milliseconds by{};  // kSlow
  std::chrono::milliseconds jitter{};                      // so much more or less
  std::function<bool(const std::string& address)> from{};  // whose address; none: everybody's
};

// How much later than its cause something shows: AWS's services hear of each other's changes in their own time.
struct Delays {
  Duration instance_profile{};      // a new profile, to EC2 and Auto Scaling
  Duration role{};                  // a new role, to the instances that are to assume it
  Duration iam_read{};              // a new role, policy or profile, to IAM's own Get operations
  Duration agent{};                 // a boot or another profile, to Systems Manager
  Duration table{};                 // CREATING until it is over, and DELETING
  Duration load_balancer{};         // provisioning until it is over
  Duration target_group_release{};  // still in use after its load balancer has gone
  Duration scaling_activity{};      // still in progress after the group's last instance has gone
  bool operator==(const Delays&) const = default;
};

struct DelayName {
  std::string_view name;
  Duration Delays::*delay;
};

inline constexpr DelayName kDelayNames[] = {
    {"instance-profile", &Delays::instance_profile},
    {"role", &Delays::role},
    {"iam-read", &Delays::iam_read},
    {"agent", &Delays::agent},
    {"table", &Delays::table},
    {"load-balancer", &Delays::load_balancer},
    {"target-group-release", &Delays::target_group_release},
    {"scaling-activity", &Delays::scaling_activity},
};

// Launches in a zone, or in every zone ("*"), that find no capacity.
struct Shortage {
  double share = 0;
  std::string zones = "*";
  std::string callers = "*";  // whose calls, as a rule has them; "" for nobody's
  std::string groups = "*";   // which Auto Scaling groups' launches, by name; "" for none
};

struct Plan {
  std::uint64_t seed = 1;
  std::vector<Rule> rules;  // the first that hits decides
  Delays delays;            // at AWS's pace
  std::vector<Shortage> shortages;
  double metadata_lost = 0;  // the share of requests to an instance's metadata that break
};

// The same for a region whose durations pass that many times faster. The delay of an answer is its client's time and
// stays.
Plan at_speed(Plan plan, double speed);

}  // namespace aws::region::chaos
