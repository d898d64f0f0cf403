// Target groups, load balancers, listeners and registrations, kept in the store with the rules that hold between them.
// Creating is idempotent as on AWS: the same settings give the object that exists, others an error. Owned by the
// region; region thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/service/tags.h"
#include "region/store/collection.h"

namespace aws::region::elbv2 {

struct TargetGroupSettings {
  std::string name;
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

  int check_port() const;  // the number behind "traffic-port"
};
BOOST_DESCRIBE_STRUCT(TargetGroupSettings, (),
                      (name, protocol, port, vpc_id, health_check_port, health_check_path, interval_seconds,
                       timeout_seconds, healthy_threshold, unhealthy_threshold, matcher, tags))

struct TargetGroup {
  std::string arn;
  TargetGroupSettings settings;
};
BOOST_DESCRIBE_STRUCT(TargetGroup, (), (arn, settings))

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

struct LoadBalancer {
  std::string arn;
  std::string address;
  std::int64_t created_at = 0;  // milliseconds since the epoch
  LoadBalancerSettings settings;
};
BOOST_DESCRIBE_STRUCT(LoadBalancer, (), (arn, address, created_at, settings))

struct ListenerSettings {
  std::string load_balancer_arn;
  std::string protocol = "HTTP";
  int port = 80;
  std::string target_group_arn;  // to which the default action forwards
  Tags tags;
  bool operator==(const ListenerSettings&) const = default;
};
BOOST_DESCRIBE_STRUCT(ListenerSettings, (), (load_balancer_arn, protocol, port, target_group_arn, tags))

struct Listener {
  std::string arn;
  ListenerSettings settings;
};
BOOST_DESCRIBE_STRUCT(Listener, (), (arn, settings))

// A target that is registered and not being deregistered: draining ends with the process, as its connections do.
struct Registration {
  std::string target_group_arn;
  std::string instance_id;
};
BOOST_DESCRIBE_STRUCT(Registration, (), (target_group_arn, instance_id))

class Elbv2Store {
 public:
  Elbv2Store(Store& store, Random& random, Place place);

  const std::map<std::string, TargetGroup, std::less<>>& target_groups() const { return target_groups_.all(); }
  const TargetGroup* find_target_group(std::string_view arn) const { return target_groups_.find(arn); }
  const TargetGroup* find_target_group_named(std::string_view name) const;
  const TargetGroup& target_group(std::string_view arn) const;           // throws TargetGroupNotFound
  const TargetGroup& create_target_group(TargetGroupSettings settings);  // throws DuplicateTargetGroupName
  void delete_target_group(const std::string& arn);                      // throws ResourceInUse

  const std::map<std::string, LoadBalancer, std::less<>>& load_balancers() const { return load_balancers_.all(); }
  const LoadBalancer* find_load_balancer_named(std::string_view name) const;
  const LoadBalancer& load_balancer(std::string_view arn) const;  // throws LoadBalancerNotFound
  // The load balancer of this name when its settings are these, nullptr when there is none; throws
  // DuplicateLoadBalancerName.
  const LoadBalancer* same_load_balancer(const LoadBalancerSettings& settings) const;
  const LoadBalancer& create_load_balancer(LoadBalancerSettings settings, std::string address, Timestamp now);
  void delete_load_balancer(const std::string& arn);  // and its listeners

  const std::map<std::string, Listener, std::less<>>& listeners() const { return listeners_.all(); }
  const Listener* find_listener(std::string_view arn) const { return listeners_.find(arn); }
  // As above for a listener: throws DuplicateListener or TargetGroupAssociationLimit.
  const Listener* same_listener(const ListenerSettings& settings) const;
  const Listener& create_listener(ListenerSettings settings);

  // Of a load balancer, a target group or a listener; throws that it is not found, or that this is no such ARN.
  const Tags& tags(std::string_view arn) const;

  // The load balancer whose listeners forward to the group, or nullptr.
  const LoadBalancer* load_balancer_of(std::string_view target_group_arn) const;

  std::vector<Registration> registrations() const;
  void add_registration(const Registration& registration);
  void remove_registration(const Registration& registration);
  bool is_registered(const Registration& registration) const;
  // What is to be done if the transaction under way, if there is one, is taken back.
  void on_rollback(std::function<void()> undo);

 private:
  Store& store_;
  Random& random_;
  Place place_;
  Collection<TargetGroup> target_groups_;  // each by its ARN
  Collection<LoadBalancer> load_balancers_;
  Collection<Listener> listeners_;
  Collection<Registration> registrations_;  // by group and instance
};

}  // namespace aws::region::elbv2
