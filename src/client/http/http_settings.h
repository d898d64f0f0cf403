// How a transport sends, as the environment and the profile say: AWS_CA_BUNDLE and the proxies.
#pragma once

#include "client/environment.h"
#include "client/http/http_options.h"
#include "client/profile.h"

namespace aws::client {

// The options, completed. Throws "InvalidSetting" when AWS_CA_BUNDLE (ca_bundle) names no file that can be read.
HttpOptions http_settings(HttpOptions options, const Environment& environment, const Profile& profile);

}  // namespace aws::client
