// What a region does wrong on purpose: plain values, as a chaos file says them (plan_file.h, docs/chaos.md). An empty
// plan is a region that behaves.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace aws::region::chaos {

enum class Trouble {
  kThrottle,  // refused before it has any effect
  kFail,      // 500 or 503 before it has any effect
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
};

// Launches in a zone, or in every zone ("*"), that find no capacity.
struct Shortage {
  double share = 0;
  std::string zones = "*";
};

struct Plan {
  std::uint64_t seed = 1;
  std::vector<Rule> rules;  // the first that hits decides
  std::vector<Shortage> shortages;
  double metadata_lost = 0;  // the share of requests to an instance's metadata that break
};

}  // namespace aws::region::chaos
