// What each stage must show, as pure functions of what was seen. A service needs a moment to change, so a stage is
// judged by its latest answers; only `replacement` judges all of them, for it is the stage that must not disturb
// anybody.
#pragma once

#include <set>
#include <string>

#include "scenario/report/observation.h"

namespace aws::scenario {

enum class Shown { kYes, kNotYet, kNever };

namespace expectations {

Shown initial(const Observation& seen);
Shown broken_dependency(const Observation& seen);
Shown static_response(const Observation& seen);
Shown bad_credentials(const Observation& seen);
Shown deep_health_check(const Observation& seen);
Shown replacement(const Observation& seen);
Shown fail_open(const Observation& seen);
// The group has moved out of the zone.
Shown dark_zone(const Observation& seen, const std::string& zone);
// Its instances answer, in each of these zones as many as in any other, but for one.
Shown balanced_zones(const Observation& seen, const std::set<std::string>& zones);
// The instance answers fewer of the latest visitors than it did of those who came by turns.
Shown starved_host(const Observation& seen, const std::vector<Reply>& by_turns, const std::string& instance);

}  // namespace expectations

bool all_healthy(const Health& health);
// Its visitors wait clearly longer than those of the others.
bool is_slow(const std::string& instance, const std::vector<Reply>& replies);

// As many answers as it takes for every instance to have had its turn several times.
std::size_t enough(const Observation& seen);
std::vector<Reply> newest(const std::vector<Reply>& replies, std::size_t count);
// The latest ones, as many as are enough.
std::vector<Reply> latest(const Observation& seen);

// "12 GETs: 8 real, 4 static; us-west-2a, us-west-2b; 2 healthy, 1 unhealthy (Target.ResponseCodeMismatch [503])"
std::string summary(const Observation& seen);
// "longest wait 2.04 s"
std::string summary_of_waits(const std::vector<Reply>& replies);
// "33 % from i-1; half within 8 ms, p99 93 ms"
std::string summary_of_share(const std::vector<Reply>& replies, const std::string& instance);
// The states that the old and the new target of a replacement went through: "i-1: unhealthy, draining, gone; i-2: ..."
std::string summary_of_replacement(const Observation& seen);

}  // namespace aws::scenario
