#include "client/endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "client/errors.h"
#include "client/http/url.h"
#include "contract/partitions.h"
#include "wire/pattern.h"

namespace aws::client {
namespace {

// "Elastic Load Balancing v2" -> "elastic_load_balancing_v2"
std::string setting_name(const contract::Service& service) {
  std::string name(service.service_id);
  std::ranges::transform(name, name.begin(),
                         [](unsigned char c) { return c == ' ' ? '_' : static_cast<char>(std::tolower(c)); });
  return name;
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

}  // namespace

void check_region(const std::string& region) {
  const auto regions = contract::partition_of(region).regions;
  if (std::ranges::find(regions, region) != regions.end()) return;
  if (!wire::matches_pattern("[a-z]{2,4}(-[a-z]+)+-[0-9]+", region)) throw unknown_region(region);
}

Endpoint parse_endpoint(const std::string& url, const std::string& given_by) {
  const auto parts = parse_url(url);
  if (!parts || parts->target.find_first_of("?# ") != std::string::npos) throw invalid_endpoint(url, given_by);
  Endpoint endpoint{.base_url = parts->base, .path = parts->target, .host = "", .signing_region = ""};
  while (endpoint.path.ends_with('/')) endpoint.path.pop_back();
  endpoint.host = parts->base.substr(parts->base.find("//") + 2);
  const std::string_view default_port = parts->is_tls() ? ":443" : ":80";  // a Host header leaves it out
  if (endpoint.host.ends_with(default_port)) endpoint.host.resize(endpoint.host.size() - default_port.size());
  return endpoint;
}

std::string resolve_region(const std::string& region, const Environment& environment, const Profile& profile) {
  if (!region.empty()) return region;
  for (const char* variable : {"AWS_DEFAULT_REGION", "AWS_REGION"}) {
    if (const auto value = environment.get(variable)) return *value;
  }
  if (const auto value = profile.get("region")) return *value;
  throw no_region(profile.name());
}

EndpointResolver::EndpointResolver(EndpointOptions options, std::string region, const Environment& environment,
                                   const Profile& profile)
    : options_(std::move(options)), region_(std::move(region)), environment_(environment), profile_(profile) {}

Endpoint EndpointResolver::resolve(const contract::Service& service) const {
  const contract::ServiceHost host = contract::host_of(service, region_);  // its signing region counts wherever it is
  Endpoint endpoint;
  if (const auto found = configured(service)) {
    endpoint = parse_endpoint(found->url, found->given_by);
  } else if (options_.allow_aws) {
    check_region(region_);
    endpoint = {.base_url = "https://" + host.host, .path = "", .host = host.host, .signing_region = ""};
  } else {
    throw no_endpoint(std::string(service.service_id));
  }
  endpoint.signing_region = host.signing_region;
  return endpoint;
}

std::optional<EndpointResolver::Configured> EndpointResolver::configured(const contract::Service& service) const {
  if (!options_.url.empty()) return Configured{options_.url, "--endpoint-url"};
  const auto ignored = profile_.get("ignore_configured_endpoint_urls");
  if (environment_.is_true("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") || (ignored && upper(*ignored) == "TRUE")) {
    return std::nullopt;
  }
  const std::string name = setting_name(service);
  for (const std::string& variable : {"AWS_ENDPOINT_URL_" + upper(name), std::string("AWS_ENDPOINT_URL")}) {
    if (const auto url = environment_.get(variable)) return Configured{*url, variable};
  }
  const std::string profile = fmt::format("the profile '{}'", profile_.name());
  if (const auto url = profile_.service_setting(name, "endpoint_url")) return Configured{*url, profile};
  if (const auto url = profile_.get("endpoint_url")) return Configured{*url, profile};
  return std::nullopt;
}

}  // namespace aws::client
