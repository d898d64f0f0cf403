#include "client/http/http_settings.h"

#include <fstream>

#include "client/errors.h"

namespace aws::client {

HttpOptions http_settings(HttpOptions options, const Environment& environment, const Profile& profile) {
  if (!options.proxies) options.proxies = proxies_of(environment);
  if (!options.ca_bundle.empty()) return options;
  options.ca_bundle = setting(environment, "AWS_CA_BUNDLE", profile, "ca_bundle").value_or("");
  if (!options.ca_bundle.empty() && !std::ifstream(options.ca_bundle)) {
    throw invalid_setting("AWS_CA_BUNDLE (ca_bundle)", options.ca_bundle, "a PEM file that can be read");
  }
  return options;
}

}  // namespace aws::client
