// Which resources a target means at this moment.
// https://docs.aws.amazon.com/fis/latest/userguide/targets.html
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "region/fis/actions/action.h"
#include "region/fis/ports.h"
#include "region/fis/records.h"

namespace aws::region::fis {

// Their ARNs. Throws "InvalidTarget" for an ARN of nothing.
std::vector<std::string> resolve(const Target& target, const Resources& resources, Random& random);

// What the experiment's role has to be allowed, so that a target can be looked for.
std::vector<Need> needs_of(const Target& target);

}  // namespace aws::region::fis
