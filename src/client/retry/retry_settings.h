// How often a failed call is made again, as the environment and the profile say: AWS_MAX_ATTEMPTS and AWS_RETRY_MODE.
#pragma once

#include "client/environment.h"
#include "client/profile.h"
#include "client/retry/retry.h"

namespace aws::client {

// The defaults count where neither says otherwise. Throws "InvalidSetting". There is one mode, the standard one: who
// asks for "legacy" or "adaptive" gets it too.
RetryOptions retry_settings(const Environment& environment, const Profile& profile, RetryOptions defaults);

}  // namespace aws::client
