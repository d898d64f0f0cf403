// `resilient-service region`: the embedded region on its own, in the foreground, for any AWS SDK, CLI or tool.
#pragma once

#include "apps/options.h"

namespace aws::apps {

// Until SIGINT or SIGTERM; with `ephemeral` until the end of standard input, too. Throws aws::Error when it cannot
// start.
void run_region(const Options& options);

}  // namespace aws::apps
