// The `top` command: the live picture of a region in a terminal until the person has seen enough, elsewhere once.
#pragma once

#include "apps/options.h"

namespace aws::apps {

void run_top(const Options& options);  // throws aws::Error and Interrupted

}  // namespace aws::apps
