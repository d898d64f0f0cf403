#include "scenario/load_balancer.h"

#include <fmt/format.h>

#include "scenario/missing.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Pace kRelease{.every = 10s, .at_most = 10min};  // of a target group by a deleted load balancer

Target to_target(const elbv2::TargetHealthDescription& description) {
  const auto target = description.Target.value_or(elbv2::TargetDescription());
  const auto health = description.TargetHealth.value_or(elbv2::TargetHealth());
  return {.id = target.Id.value_or(""),
          .port = target.Port.value_or(0),
          .state = health.State.value_or(""),
          .reason = health.Reason.value_or(""),
          .description = health.Description.value_or("")};
}

}  // namespace

void LoadBalancer::create_target_group(const std::string& vpc_id, std::uint16_t port) {
  elbv2_.CreateTargetGroup({.Name = group_,
                            .Protocol = "HTTP",
                            .Port = port,
                            .VpcId = vpc_id,
                            .HealthCheckPath = "/healthcheck",
                            .HealthCheckIntervalSeconds = 10,
                            .HealthCheckTimeoutSeconds = 5,
                            .HealthyThresholdCount = 2,
                            .UnhealthyThresholdCount = 2});
  console_.info(fmt::format("Created load balancing target group {}.", group_));
}

void LoadBalancer::create(const std::vector<std::string>& subnets) {
  elbv2_.CreateLoadBalancer({.Name = name_, .Subnets = subnets});
  console_.info(fmt::format("Created load balancer {}.", name_));
  console_.info("Waiting for load balancer to be available...");
  waiting_.until("the load balancer to be available", elbv2::waiters::LoadBalancerAvailable, elbv2_,
                 {.Names = {name_}});
  console_.info("Load balancer is available!");
}

void LoadBalancer::create_listener() {
  const auto balancer = find().value_or(elbv2::LoadBalancer());
  const auto group = needed_target_group();
  unless("DuplicateListener", [&] {
    elbv2_.CreateListener({.LoadBalancerArn = balancer.LoadBalancerArn,
                           .Protocol = group.Protocol,
                           .Port = group.Port,
                           .DefaultActions = {{.Type = "forward", .TargetGroupArn = group.TargetGroupArn}}});
  });
  console_.info(
      fmt::format("Created listener to forward traffic from load balancer {} to target group {}.", name_, group_));
}

std::optional<elbv2::LoadBalancer> LoadBalancer::find() {
  elbv2::DescribeLoadBalancersResponse reply;
  unless("LoadBalancerNotFound", [&] { reply = elbv2_.DescribeLoadBalancers({.Names = {name_}}); });
  if (reply.LoadBalancers.empty()) return std::nullopt;
  return std::move(reply.LoadBalancers.front());
}

std::optional<elbv2::TargetGroup> LoadBalancer::find_target_group() {
  elbv2::DescribeTargetGroupsResponse reply;
  unless("TargetGroupNotFound", [&] { reply = elbv2_.DescribeTargetGroups({.Names = {group_}}); });
  if (reply.TargetGroups.empty()) return std::nullopt;
  return std::move(reply.TargetGroups.front());
}

elbv2::TargetGroup LoadBalancer::needed_target_group() {
  auto group = find_target_group();
  if (!group) throw Error("TargetGroupNotFound", fmt::format("there is no target group {}", group_));
  return std::move(*group);
}

std::string LoadBalancer::target_group_arn() { return needed_target_group().TargetGroupArn.value_or(""); }

std::optional<std::string> LoadBalancer::endpoint() {
  const auto balancer = find();
  if (!balancer) return std::nullopt;
  const auto group = find_target_group();
  const int port = group ? group->Port.value_or(80) : 80;
  const std::string host = balancer->DNSName.value_or("");
  return port == 80 ? fmt::format("http://{}", host) : fmt::format("http://{}:{}", host, port);
}

std::vector<Target> LoadBalancer::health(const std::string& target_group_arn) {
  const auto reply = elbv2_.DescribeTargetHealth({.TargetGroupArn = target_group_arn});
  std::vector<Target> targets;
  for (const auto& description : reply.TargetHealthDescriptions) targets.push_back(to_target(description));
  return targets;
}

void LoadBalancer::destroy() {
  const auto balancer = find();
  if (!balancer) return;
  elbv2_.DeleteLoadBalancer({.LoadBalancerArn = balancer->LoadBalancerArn});
  console_.info(fmt::format("Deleted load balancer {}.", name_));
  console_.info("Waiting for load balancer to be deleted...");
  waiting_.until("the load balancer to be deleted", elbv2::waiters::LoadBalancersDeleted, elbv2_, {.Names = {name_}});
}

void LoadBalancer::destroy_target_group() {
  const auto group = find_target_group();
  if (!group) return;
  const auto still_in_use = [&](const Error& error) {
    if (!error.is("ResourceInUse")) return false;
    console_.info("Target group not yet released from load balancer, waiting...");
    return true;
  };
  waiting_.through("the load balancer to release its target group", kRelease, still_in_use,
                   [&] { elbv2_.DeleteTargetGroup({.TargetGroupArn = group->TargetGroupArn}); });
  console_.info(fmt::format("Deleted load balancing target group {}.", group_));
}

bool LoadBalancer::exists() { return find().has_value(); }

bool LoadBalancer::target_group_exists() { return find_target_group().has_value(); }

}  // namespace aws::scenario
