#include "client/endpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "client/errors.h"

namespace aws::client {
namespace {

// A partition has its own domain, and one region in which its IAM is signed.
struct Partition {
  std::string_view region_prefix;
  std::string_view domain;
  std::string_view iam_host;
  std::string_view iam_region;
};
constexpr Partition kPartitions[] = {
    {"cn-", "amazonaws.com.cn", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"},
    {"us-gov-", "amazonaws.com", "iam.us-gov.amazonaws.com", "us-gov-west-1"},
    {"", "amazonaws.com", "iam.amazonaws.com", "us-east-1"},
};

const Partition& partition_of(std::string_view region) {
  return *std::ranges::find_if(kPartitions, [&](const Partition& p) { return region.starts_with(p.region_prefix); });
}

bool is_global(const contract::Service& service) { return !service.signing_region.empty(); }

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

Endpoint aws_endpoint(const contract::Service& service, const std::string& region) {
  const Partition& partition = partition_of(region);
  const std::string host = is_global(service)
                               ? std::string(partition.iam_host)
                               : fmt::format("{}.{}.{}", service.endpoint_prefix, region, partition.domain);
  return {.base_url = "https://" + host, .path = "", .host = host, .signing_region = ""};
}

}  // namespace

Endpoint parse_endpoint(const std::string& url, const std::string& given_by) {
  const bool tls = url.starts_with("https://");
  if (!tls && !url.starts_with("http://")) throw invalid_endpoint(url, given_by);
  const std::size_t authority = url.find("//") + 2;
  const std::size_t slash = std::min(url.find('/', authority), url.size());
  Endpoint endpoint{.base_url = url.substr(0, slash), .path = url.substr(slash), .host = "", .signing_region = ""};
  while (endpoint.path.ends_with('/')) endpoint.path.pop_back();

  std::string host = url.substr(authority, slash - authority);
  if (host.empty() || host.find_first_of("@?# ") != std::string::npos ||
      endpoint.path.find_first_of("?# ") != std::string::npos) {
    throw invalid_endpoint(url, given_by);
  }
  const std::string_view default_port = tls ? ":443" : ":80";  // a Host header leaves it out
  if (host.ends_with(default_port)) host.resize(host.size() - default_port.size());
  endpoint.host = host;
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
  Endpoint endpoint;
  if (const auto found = configured(service)) {
    endpoint = parse_endpoint(found->url, found->given_by);
  } else if (options_.allow_aws) {
    endpoint = aws_endpoint(service, region_);
  } else {
    throw no_endpoint(std::string(service.service_id));
  }
  endpoint.signing_region = is_global(service) ? std::string(partition_of(region_).iam_region) : region_;
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
