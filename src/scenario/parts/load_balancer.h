// The Application Load Balancer, its target group and the listener that joins the two: the service's one endpoint.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contract/elbv2.h"
#include "scenario/parts/tag.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

// One line of DescribeTargetHealth.
struct Target {
  std::string id;
  int port = 0;
  std::string state;
  std::string reason, description;  // empty when healthy
  bool operator==(const Target&) const = default;
};

class LoadBalancer {
 public:
  LoadBalancer(elbv2::Api& elbv2, Waiting& waiting, std::string name, std::string target_group, Tag tag)
      : elbv2_(elbv2),
        waiting_(waiting),
        console_(waiting.console()),
        name_(std::move(name)),
        group_(std::move(target_group)),
        tag_(std::move(tag)) {}

  const std::string& name() const { return name_; }
  const std::string& target_group() const { return group_; }

  // Both use what is there already, if it is ours.
  void create_target_group(const std::string& vpc_id, std::uint16_t port);
  void create(const std::vector<std::string>& subnets);
  void wait_until_available();
  void create_listener();

  std::string target_group_arn();         // throws when there is none
  std::optional<std::string> endpoint();  // http://DNSNAME, with the port when it is not 80; none without a balancer
  std::vector<Target> health(const std::string& target_group_arn);
  void balance_by(const std::string& algorithm);  // "round_robin", "least_outstanding_requests"

  void destroy();  // and waits until it is gone; its listener goes with it
  void destroy_target_group();
  bool exists();  // each: and is ours
  bool target_group_exists();
  std::set<std::string> deployments();  // the prefixes of all that have a load balancer, this one or others

 private:
  void make_target_group(const std::string& vpc_id, std::uint16_t port);
  void make(const std::vector<std::string>& subnets);
  std::optional<elbv2::LoadBalancer> find();
  std::optional<elbv2::TargetGroup> find_target_group();
  const elbv2::LoadBalancer& needed_load_balancer();  // both throw when there is none
  const elbv2::TargetGroup& needed_target_group();
  bool is_ours(const std::optional<std::string>& arn);
  void delete_load_balancer(const elbv2::LoadBalancer& balancer);
  void delete_target_group(const elbv2::TargetGroup& group);

  elbv2::Api& elbv2_;
  Waiting& waiting_;
  Console& console_;
  std::string name_;
  std::string group_;
  Tag tag_;
  // As they were when they were created or first looked up. What is used of them does not change.
  std::optional<elbv2::LoadBalancer> known_balancer_;
  std::optional<elbv2::TargetGroup> known_group_;
  bool made_now_ = false;  // the load balancer, by this run
};

}  // namespace aws::scenario
