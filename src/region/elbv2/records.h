// What Elastic Load Balancing keeps: settings as they were asked for, with AWS's defaults for the rest. Plain values.
#pragma once

#include <boost/describe.hpp>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "region/service/tags.h"

namespace aws::region::elbv2 {

// Those that were set, by key (attributes.h).
using Attributes = std::map<std::string, std::string>;

struct TargetGroupSettings {
  std::string name;
  std::string target_type = "instance";  // or "ip"
  std::string protocol = "HTTP";
  int port = 80;
  std::string vpc_id;
  std::string health_check_port = "traffic-port";
  std::string health_check_path = "/";
  int interval_seconds = 30;
  int timeout_seconds = 5;
  int healthy_threshold = 5;
  int unhealthy_threshold = 2;
  std::string matcher = "200";
  Tags tags;
  bool operator==(const TargetGroupSettings&) const = default;

  int check_port(int target_port) const;  // the number behind "traffic-port"
};
BOOST_DESCRIBE_STRUCT(TargetGroupSettings, (),
                      (name, target_type, protocol, port, vpc_id, health_check_port, health_check_path,
                       interval_seconds, timeout_seconds, healthy_threshold, unhealthy_threshold, matcher, tags))

struct TargetGroup {
  std::string arn;
  TargetGroupSettings settings;
  Attributes attributes;
};
BOOST_DESCRIBE_STRUCT(TargetGroup, (), (arn, settings, attributes))

// Who may be registered with a group: an instance or an address, each on any number of ports.
struct Target {
  std::string id;
  int port = 80;
  auto operator<=>(const Target&) const = default;
};
BOOST_DESCRIBE_STRUCT(Target, (), (id, port))

// A target that is registered and not being deregistered: draining ends with the process, as its connections do.
struct Registration {
  std::string target_group_arn;
  Target target;
};
BOOST_DESCRIBE_STRUCT(Registration, (), (target_group_arn, target))

struct ZoneSubnet {
  std::string zone;
  std::string subnet_id;
  bool operator==(const ZoneSubnet&) const = default;
};
BOOST_DESCRIBE_STRUCT(ZoneSubnet, (), (zone, subnet_id))

struct LoadBalancerSettings {
  std::string name;
  std::string scheme = "internet-facing";
  std::string vpc_id;
  std::vector<ZoneSubnet> subnets;           // in order of zone
  std::vector<std::string> security_groups;  // in order of id
  Tags tags;
  bool operator==(const LoadBalancerSettings&) const = default;

  bool serves_zone(std::string_view zone) const;
};
BOOST_DESCRIBE_STRUCT(LoadBalancerSettings, (), (name, scheme, vpc_id, subnets, security_groups, tags))

// How much a load balancer shall be ready for at any time. On one machine that changes nothing: it is kept and shown.
struct CapacityReservation {
  int units = 0;                        // 0: none
  std::int64_t modified_at = 0;         // milliseconds since the epoch
  std::vector<std::int64_t> decreases;  // when, of the last day
};
BOOST_DESCRIBE_STRUCT(CapacityReservation, (), (units, modified_at, decreases))

struct LoadBalancer {
  std::string arn;
  std::string address;
  std::int64_t created_at = 0;  // milliseconds since the epoch
  LoadBalancerSettings settings;
  Attributes attributes;
  CapacityReservation capacity;
};
BOOST_DESCRIBE_STRUCT(LoadBalancer, (), (arn, address, created_at, settings, attributes, capacity))

struct WeightedGroup {
  std::string arn;
  int weight = 1;  // 0 to 999
  bool operator==(const WeightedGroup&) const = default;
};
BOOST_DESCRIBE_STRUCT(WeightedGroup, (), (arn, weight))

struct Redirect {
  std::string protocol = "#{protocol}";
  std::string port = "#{port}";
  std::string host = "#{host}";
  std::string path = "/#{path}";
  std::string query = "#{query}";
  std::string status = "HTTP_302";
  bool operator==(const Redirect&) const = default;
};
BOOST_DESCRIBE_STRUCT(Redirect, (), (protocol, port, host, path, query, status))

struct FixedResponse {
  std::string status;
  std::string content_type;
  std::string body;
  bool operator==(const FixedResponse&) const = default;
};
BOOST_DESCRIBE_STRUCT(FixedResponse, (), (status, content_type, body))

// What is done with a request. Its type says which of the others counts.
struct Action {
  std::string type;  // "forward", "redirect" or "fixed-response"
  int order = 0;     // 0: not given
  std::vector<WeightedGroup> groups;
  int sticky_seconds = 0;  // how long a client stays with a group; 0: it does not
  Redirect redirect;
  FixedResponse fixed_response;
  bool operator==(const Action&) const = default;
};
BOOST_DESCRIBE_STRUCT(Action, (), (type, order, groups, sticky_seconds, redirect, fixed_response))

struct ListenerSettings {
  std::string load_balancer_arn;
  std::string protocol = "HTTP";
  int port = 80;
  std::string certificate_arn;  // HTTPS only, as the policy
  std::string ssl_policy;
  std::string target_group_arn;  // as earlier versions wrote the one action they knew
  std::vector<Action> default_actions;
  Tags tags;
  bool operator==(const ListenerSettings&) const = default;
};
BOOST_DESCRIBE_STRUCT(ListenerSettings, (),
                      (load_balancer_arn, protocol, port, certificate_arn, ssl_policy, target_group_arn,
                       default_actions, tags))

struct Listener {
  std::string arn;
  ListenerSettings settings;
  std::vector<std::string> more_certificates;  // ARNs; chosen by the client's server name
  Attributes attributes;

  bool shows(std::string_view certificate_arn) const;
};
BOOST_DESCRIBE_STRUCT(Listener, (), (arn, settings, more_certificates, attributes))

struct QueryPair {
  std::string key;  // "": any
  std::string value;
  bool operator==(const QueryPair&) const = default;
};
BOOST_DESCRIBE_STRUCT(QueryPair, (), (key, value))

// Holds when one of its values fits, or one of its regular expressions.
struct Condition {
  std::string field;        // "path-pattern", "host-header", ...
  std::string header_name;  // of "http-header"
  std::vector<std::string> values;
  std::vector<QueryPair> pairs;  // of "query-string"
  std::vector<std::string> regexes;
  bool operator==(const Condition&) const = default;
};
BOOST_DESCRIBE_STRUCT(Condition, (), (field, header_name, values, pairs, regexes))

inline constexpr std::string_view kHostRewrite = "host-header-rewrite";

// What is rewritten in a request on its way to a target: the first match becomes the replacement, "$1" in which is what
// the first group of the expression matched.
struct Transform {
  std::string type;  // "host-header-rewrite", or "url-rewrite": of path and query
  std::string regex;
  std::string replacement;
  bool operator==(const Transform&) const = default;
};
BOOST_DESCRIBE_STRUCT(Transform, (), (type, regex, replacement))

struct Rule {
  std::string arn;
  std::string listener_arn;
  int priority = 1;  // the lowest first
  std::vector<Condition> conditions;
  std::vector<Action> actions;
  Tags tags;
  std::vector<Transform> transforms;
};
BOOST_DESCRIBE_STRUCT(Rule, (), (arn, listener_arn, priority, conditions, actions, tags, transforms))

}  // namespace aws::region::elbv2
