// The `tap` command: what happens in a region, a line for each, as it happens. What is not among the lines is said to
// standard error: that the region does not answer, or told less than happened.
#pragma once

#include "apps/options.h"

namespace aws::apps {

// Does not return. Throws aws::Error, and Interrupted, also when whoever reads the lines has gone.
[[noreturn]] void run_tap(const Options& options);

}  // namespace aws::apps
