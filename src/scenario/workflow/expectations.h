// What each stage must show, as pure functions of what was seen. A service needs a moment to change, so a stage is
// judged by its latest answers; only `replacement` judges all of them, for it is the stage that must not disturb
// anybody.
#pragma once

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

}  // namespace expectations

// As many answers as it takes for every instance to have had its turn several times.
std::size_t enough(const Observation& seen);
// The latest ones, as many as are enough.
std::vector<Reply> latest(const Observation& seen);

// "12 GETs: 8 real, 4 static; us-west-2a, us-west-2b; 2 healthy, 1 unhealthy (Target.ResponseCodeMismatch [503])"
std::string summary(const Observation& seen);
// The states that the old and the new target of a replacement went through: "i-1: unhealthy, draining, gone; i-2: ..."
std::string summary_of_replacement(const Observation& seen);

}  // namespace aws::scenario
