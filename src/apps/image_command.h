// `resilient-service image`: the images of one's own in a data folder, whether a region runs on it or not.
#pragma once

#include "apps/options.h"

namespace aws::apps {

// Throws aws::Error, and Interrupted, which leaves nothing behind either.
void run_image(const Options& options);

}  // namespace aws::apps
