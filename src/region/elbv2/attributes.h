// The attributes of target groups, load balancers and listeners: keys, AWS's initial values, and what each takes.
// Honoured are those that are named below; the others, such as logs in S3 or the treatment of invalid headers, are kept
// and shown and change nothing.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html
#pragma once

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "region/elbv2/records.h"

namespace aws::region::elbv2 {

inline constexpr std::string_view kDeregistrationDelay = "deregistration_delay.timeout_seconds";
inline constexpr std::string_view kAlgorithm = "load_balancing.algorithm.type";
inline constexpr std::string_view kCrossZone = "load_balancing.cross_zone.enabled";
inline constexpr std::string_view kSlowStart = "slow_start.duration_seconds";
inline constexpr std::string_view kStickinessEnabled = "stickiness.enabled";
inline constexpr std::string_view kStickinessType = "stickiness.type";
inline constexpr std::string_view kLbCookieDuration = "stickiness.lb_cookie.duration_seconds";
inline constexpr std::string_view kAppCookieName = "stickiness.app_cookie.cookie_name";
inline constexpr std::string_view kAppCookieDuration = "stickiness.app_cookie.duration_seconds";
inline constexpr std::string_view kDeletionProtection = "deletion_protection.enabled";
inline constexpr std::string_view kIdleTimeout = "idle_timeout.timeout_seconds";
inline constexpr std::string_view kForwardedFor = "routing.http.xff_header_processing.mode";

inline constexpr std::string_view kTellsTls = "routing.http.x_amzn_tls_version_and_cipher_suite.enabled";
inline constexpr std::string_view kZonalShift = "zonal_shift.config.enabled";
inline constexpr std::string_view kHttp2 = "routing.http2.enabled";
inline constexpr std::string_view kNamesServer = "routing.http.response.server.enabled";
inline constexpr std::string_view kResponseHeader = "routing.http.response.";  // and behind it the header's name

struct AttributeRule {
  std::string_view key;
  std::string_view initial;
  std::string_view takes;  // "0..3600", "on|off", or "" for any text
};

struct AttributeTable {
  std::string_view thing;  // "Target group", as refusals call it
  std::span<const AttributeRule> rules;
};

extern const AttributeTable kTargetGroupAttributes;
extern const AttributeTable kLoadBalancerAttributes;
extern const AttributeTable kListenerAttributes;

// The value that was set, or the initial one.
std::string value_of(const AttributeTable& table, const Attributes& attributes, std::string_view key);
bool is_on(const AttributeTable& table, const Attributes& attributes, std::string_view key);
std::chrono::seconds seconds_of(const AttributeTable& table, const Attributes& attributes, std::string_view key);

// Whether any node of a load balancer sends to targets of every zone. At an Application Load Balancer that is on.
bool crosses_zones(const TargetGroup& group);

// Whether it may be shifted away from a zone.
bool can_be_shifted(const LoadBalancer& load_balancer);

// Throws ValidationError for a key that is none, and for a value that it does not take.
void set_attribute(const AttributeTable& table, Attributes& attributes, const std::string& key,
                   const std::string& value);

// The headers that a listener sets in every response, by name, as far as they have a value.
std::map<std::string, std::string> response_headers(const Attributes& of_listener);

// Between the contract's lists and ours.
template <class Attribute>
void set_attributes(const AttributeTable& table, const std::vector<Attribute>& requested, Attributes& attributes) {
  for (const auto& each : requested) {
    set_attribute(table, attributes, each.Key.value_or(""), each.Value.value_or(""));
  }
}
template <class Attribute>
std::vector<Attribute> describe_attributes(const AttributeTable& table, const Attributes& attributes) {
  std::vector<Attribute> described;
  for (const auto& rule : table.rules) {
    described.push_back({.Key = std::string(rule.key), .Value = value_of(table, attributes, rule.key)});
  }
  return described;
}

}  // namespace aws::region::elbv2
