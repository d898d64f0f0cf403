#include "region/elbv2/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "region/elbv2/errors.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::string_view kBoolean = "true|false";
constexpr std::string_view kCookieName = "a cookie's name";
constexpr std::string_view kHeaderValue = "a header's value";
constexpr std::size_t kLongestHeaderValue = 1024;

constexpr AttributeRule kOfTargetGroups[] = {
    {kDeregistrationDelay, "300", "0..3600"},
    {kAlgorithm, "round_robin", "round_robin|least_outstanding_requests"},
    {kCrossZone, "use_load_balancer_configuration", "true|false|use_load_balancer_configuration"},
    {kSlowStart, "0", "0|30..900"},
    {kStickinessEnabled, "false", kBoolean},
    {kStickinessType, "lb_cookie", "lb_cookie|app_cookie"},
    {kLbCookieDuration, "86400", "1..604800"},
    {kAppCookieName, "", kCookieName},
    {kAppCookieDuration, "86400", "1..604800"},
    {"target_group_health.dns_failover.minimum_healthy_targets.count", "1", "off|1..1000"},
    {"target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", "off|1..100"},
    {"target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1", "1..1000"},
    {"target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage", "off", "off|1..100"},
};

constexpr AttributeRule kOfLoadBalancers[] = {
    {"access_logs.s3.enabled", "false", kBoolean},
    {"access_logs.s3.bucket", "", ""},
    {"access_logs.s3.prefix", "", ""},
    {"client_keep_alive.seconds", "3600", "60..604800"},
    {"connection_logs.s3.enabled", "false", kBoolean},
    {"connection_logs.s3.bucket", "", ""},
    {"connection_logs.s3.prefix", "", ""},
    {kDeletionProtection, "false", kBoolean},
    {kIdleTimeout, "60", "1..4000"},
    {"ipv6.deny_all_igw_traffic", "false", kBoolean},
    {kCrossZone, "true", "true"},
    {"routing.http.desync_mitigation_mode", "defensive", "monitor|defensive|strictest"},
    {"routing.http.drop_invalid_header_fields.enabled", "false", kBoolean},
    {"routing.http.preserve_host_header.enabled", "false", kBoolean},
    {kTellsTls, "false", kBoolean},
    {"routing.http.xff_client_port.enabled", "false", kBoolean},
    {kForwardedFor, "append", "append|preserve|remove"},
    {kHttp2, "true", kBoolean},
    {"waf.fail_open.enabled", "false", kBoolean},
    {kZonalShift, "false", kBoolean},
};

constexpr AttributeRule kOfListeners[] = {
    {kNamesServer, "true", kBoolean},
    {"routing.http.response.strict_transport_security.header_value", "", kHeaderValue},
    {"routing.http.response.access_control_allow_origin.header_value", "", kHeaderValue},
    {"routing.http.response.access_control_allow_methods.header_value", "", kHeaderValue},
    {"routing.http.response.access_control_allow_headers.header_value", "", kHeaderValue},
    {"routing.http.response.access_control_allow_credentials.header_value", "", "|true"},
    {"routing.http.response.access_control_expose_headers.header_value", "", kHeaderValue},
    {"routing.http.response.access_control_max_age.header_value", "", "|0..86400"},
    {"routing.http.response.content_security_policy.header_value", "", kHeaderValue},
    {"routing.http.response.x_content_type_options.header_value", "", "|nosniff"},
    {"routing.http.response.x_frame_options.header_value", "", kHeaderValue},
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

bool is_cookie_name(std::string_view text) {
  const bool reserved = text.starts_with("AWSALB");
  return !reserved && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_' || letter == '.';
  });
}

bool is_header_value(std::string_view text) {
  return text.size() <= kLongestHeaderValue &&
         std::ranges::all_of(text, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

bool fits(std::string_view alternative, std::string_view value) {
  const auto dots = alternative.find("..");
  if (dots == std::string_view::npos) return alternative == value;
  const auto given = number(value);
  return given && *given >= *number(alternative.substr(0, dots)) && *given <= *number(alternative.substr(dots + 2));
}

bool takes(const AttributeRule& rule, std::string_view value) {
  if (rule.takes.empty()) return true;
  if (rule.takes == kCookieName) return is_cookie_name(value);
  if (rule.takes == kHeaderValue) return is_header_value(value);
  for (std::string_view rest = rule.takes;;) {
    const auto bar = rest.find('|');
    if (fits(rest.substr(0, bar), value)) return true;
    if (bar == std::string_view::npos) return false;
    rest.remove_prefix(bar + 1);
  }
}

}  // namespace

const AttributeTable kTargetGroupAttributes{"Target group", kOfTargetGroups};
const AttributeTable kLoadBalancerAttributes{"Load balancer", kOfLoadBalancers};
const AttributeTable kListenerAttributes{"Listener", kOfListeners};

std::string value_of(const AttributeTable& table, const Attributes& attributes, std::string_view key) {
  if (const auto found = attributes.find(std::string(key)); found != attributes.end()) return found->second;
  return std::string(std::ranges::find(table.rules, key, &AttributeRule::key)->initial);
}

bool is_on(const AttributeTable& table, const Attributes& attributes, std::string_view key) {
  return value_of(table, attributes, key) == "true";
}

std::chrono::seconds seconds_of(const AttributeTable& table, const Attributes& attributes, std::string_view key) {
  return std::chrono::seconds(number(value_of(table, attributes, key)).value_or(0));
}

bool crosses_zones(const TargetGroup& group) {
  return value_of(kTargetGroupAttributes, group.attributes, kCrossZone) != "false";
}

bool can_be_shifted(const LoadBalancer& load_balancer) {
  return is_on(kLoadBalancerAttributes, load_balancer.attributes, kZonalShift);
}

void set_attribute(const AttributeTable& table, Attributes& attributes, const std::string& key,
                   const std::string& value) {
  const auto rule = std::ranges::find(table.rules, key, &AttributeRule::key);
  if (rule == table.rules.end()) {
    throw validation_error(fmt::format("{} attribute key '{}' is not recognized", table.thing, key));
  }
  if (!takes(*rule, value)) {
    throw validation_error(fmt::format("{} attribute value '{}' for key '{}' is not valid", table.thing, value, key));
  }
  attributes[key] = value;
}

// routing.http.response.access_control_max_age.header_value -> access-control-max-age
std::map<std::string, std::string> response_headers(const Attributes& of_listener) {
  constexpr std::string_view kBehind = ".header_value";
  std::map<std::string, std::string> headers;
  for (const auto& [key, value] : of_listener) {
    if (!key.starts_with(kResponseHeader) || !key.ends_with(kBehind) || value.empty()) continue;
    std::string name = key.substr(kResponseHeader.size(), key.size() - kResponseHeader.size() - kBehind.size());
    std::ranges::replace(name, '_', '-');
    headers[name] = value;
  }
  return headers;
}

}  // namespace aws::region::elbv2
