// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/load_balancer.h"

#include <fmt/format.h>

#include <algorithm>

#include "contract/paginator.h"
#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostArns = 20;                     // of one DescribeTags
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
  known_group_ = find_target_group();
  if (!known_group_) return make_target_group(vpc_id, port);
  if (!is_ours(known_group_->TargetGroupArn)) throw not_ours("target group " + group_, tag_);
  if (const int old = known_group_->Port.value_or(port); old != port) {
    throw Error("OtherPort", fmt::format("target group {} exists already, for port {}: use --port {}, or destroy it "
                                         "first",
                                         group_, old, old));
  }
  console_.info(fmt::format("Load balancing target group {} exists already, using it.", group_));
}

void LoadBalancer::create(const std::vector<std::string>& subnets) {
  known_balancer_ = find();
  if (!known_balancer_) return make(subnets);
  if (!is_ours(known_balancer_->LoadBalancerArn)) throw not_ours("load balancer " + name_, tag_);
  console_.info(fmt::format("Load balancer {} exists already, using it.", name_));
}

// snippet-start:[cpp.example_code.elbv2.CreateTargetGroup]
void LoadBalancer::make_target_group(const std::string& vpc_id, std::uint16_t port) {
  const auto reply = elbv2_.CreateTargetGroup({.Name = group_,
                                               .Protocol = "HTTP",
                                               .Port = port,
                                               .VpcId = vpc_id,
                                               .HealthCheckPath = "/healthcheck",
                                               .HealthCheckIntervalSeconds = 10,
                                               .HealthCheckTimeoutSeconds = 5,
                                               .HealthyThresholdCount = 2,
                                               .UnhealthyThresholdCount = 2,
                                               .Tags = {tag_.as<elbv2::Tag>()}});
  if (!reply.TargetGroups.empty()) known_group_ = reply.TargetGroups.front();
  console_.info(fmt::format("Created load balancing target group {}.", group_));
}
// snippet-end:[cpp.example_code.elbv2.CreateTargetGroup]

// snippet-start:[cpp.example_code.elbv2.CreateLoadBalancer]
void LoadBalancer::make(const std::vector<std::string>& subnets) {
  const auto reply = elbv2_.CreateLoadBalancer({.Name = name_, .Subnets = subnets, .Tags = {tag_.as<elbv2::Tag>()}});
  if (!reply.LoadBalancers.empty()) known_balancer_ = reply.LoadBalancers.front();
  made_now_ = true;
  console_.info(fmt::format("Created load balancer {}.", name_));
}
// snippet-end:[cpp.example_code.elbv2.CreateLoadBalancer]

void LoadBalancer::wait_until_available() {
  console_.info("Waiting for load balancer to be available...");
  waiting_.until("the load balancer to be available", elbv2::waiters::LoadBalancerAvailable, elbv2_,
                 {.Names = {name_}});
  console_.info("Load balancer is available!");
}

// snippet-start:[cpp.example_code.elbv2.CreateListener]
void LoadBalancer::create_listener() {
  const auto& balancer = needed_load_balancer();
  const auto& group = needed_target_group();
  const bool created = waiting_.once("the listener exists", "DuplicateListener", [&] {
    elbv2_.CreateListener({.LoadBalancerArn = balancer.LoadBalancerArn,
                           .Protocol = group.Protocol,
                           .Port = group.Port,
                           .DefaultActions = {{.Type = "forward", .TargetGroupArn = group.TargetGroupArn}}});
  });
  // "Created" as well is the answer when a load balancer of an earlier run has such a listener already.
  console_.info(fmt::format("{} traffic from load balancer {} to target group {}.",
                            created && made_now_ ? "Created listener to forward" : "A listener forwards", name_,
                            group_));
}
// snippet-end:[cpp.example_code.elbv2.CreateListener]

// snippet-start:[cpp.example_code.elbv2.DescribeLoadBalancers]
std::optional<elbv2::LoadBalancer> LoadBalancer::find() {
  elbv2::DescribeLoadBalancersResponse reply;
  unless("LoadBalancerNotFound", [&] { reply = elbv2_.DescribeLoadBalancers({.Names = {name_}}); });
  if (reply.LoadBalancers.empty()) return std::nullopt;
  return std::move(reply.LoadBalancers.front());
}
// snippet-end:[cpp.example_code.elbv2.DescribeLoadBalancers]

// snippet-start:[cpp.example_code.elbv2.DescribeTargetGroups]
std::optional<elbv2::TargetGroup> LoadBalancer::find_target_group() {
  elbv2::DescribeTargetGroupsResponse reply;
  unless("TargetGroupNotFound", [&] { reply = elbv2_.DescribeTargetGroups({.Names = {group_}}); });
  if (reply.TargetGroups.empty()) return std::nullopt;
  return std::move(reply.TargetGroups.front());
}
// snippet-end:[cpp.example_code.elbv2.DescribeTargetGroups]

const elbv2::LoadBalancer& LoadBalancer::needed_load_balancer() {
  if (!known_balancer_) known_balancer_ = find();
  if (!known_balancer_) throw Error("LoadBalancerNotFound", fmt::format("there is no load balancer {}", name_));
  return *known_balancer_;
}

const elbv2::TargetGroup& LoadBalancer::needed_target_group() {
  if (!known_group_) known_group_ = find_target_group();
  if (!known_group_) throw Error("TargetGroupNotFound", fmt::format("there is no target group {}", group_));
  return *known_group_;
}

std::string LoadBalancer::target_group_arn() { return needed_target_group().TargetGroupArn.value_or(""); }

std::optional<std::string> LoadBalancer::endpoint() {
  if (!known_balancer_) {
    auto found = find();
    if (!found || !is_ours(found->LoadBalancerArn)) return std::nullopt;
    known_balancer_ = std::move(found);
  }
  if (!known_group_) known_group_ = find_target_group();
  const int port = known_group_ ? known_group_->Port.value_or(80) : 80;
  const std::string host = known_balancer_->DNSName.value_or("");
  return port == 80 ? fmt::format("http://{}", host) : fmt::format("http://{}:{}", host, port);
}

// snippet-start:[cpp.example_code.elbv2.DescribeTargetHealth]
std::vector<Target> LoadBalancer::health(const std::string& target_group_arn) {
  const auto reply = elbv2_.DescribeTargetHealth({.TargetGroupArn = target_group_arn});
  std::vector<Target> targets;
  for (const auto& description : reply.TargetHealthDescriptions) targets.push_back(to_target(description));
  return targets;
}
// snippet-end:[cpp.example_code.elbv2.DescribeTargetHealth]

void LoadBalancer::balance_by(const std::string& algorithm) {
  const std::string arn = target_group_arn();
  waiting_.until_certain("the target group has its algorithm", [&] {
    elbv2_.ModifyTargetGroupAttributes(
        {.TargetGroupArn = arn, .Attributes = {{.Key = "load_balancing.algorithm.type", .Value = algorithm}}});
  });
}

void LoadBalancer::destroy() {
  const auto balancer = find();
  if (balancer && is_ours(balancer->LoadBalancerArn)) delete_load_balancer(*balancer);
  known_balancer_.reset();
}

// snippet-start:[cpp.example_code.elbv2.DeleteLoadBalancer]
void LoadBalancer::delete_load_balancer(const elbv2::LoadBalancer& balancer) {
  elbv2_.DeleteLoadBalancer({.LoadBalancerArn = balancer.LoadBalancerArn});
  console_.info(fmt::format("Deleted load balancer {}.", name_));
  console_.info("Waiting for load balancer to be deleted...");
  waiting_.until("the load balancer to be deleted", elbv2::waiters::LoadBalancersDeleted, elbv2_, {.Names = {name_}});
}
// snippet-end:[cpp.example_code.elbv2.DeleteLoadBalancer]

void LoadBalancer::destroy_target_group() {
  const auto group = find_target_group();
  if (group && is_ours(group->TargetGroupArn)) delete_target_group(*group);
  known_group_.reset();
}

// snippet-start:[cpp.example_code.elbv2.DeleteTargetGroup]
void LoadBalancer::delete_target_group(const elbv2::TargetGroup& group) {
  const auto still_in_use = [&](const Error& error) {
    if (!error.is("ResourceInUse")) return false;
    console_.info("Target group not yet released from load balancer, waiting...");
    return true;
  };
  waiting_.through("the load balancer to release its target group", kRelease, still_in_use,
                   [&] { elbv2_.DeleteTargetGroup({.TargetGroupArn = group.TargetGroupArn}); });
  console_.info(fmt::format("Deleted load balancing target group {}.", group_));
}
// snippet-end:[cpp.example_code.elbv2.DeleteTargetGroup]

bool LoadBalancer::exists() {
  const auto balancer = find();
  return balancer && is_ours(balancer->LoadBalancerArn);
}

bool LoadBalancer::target_group_exists() {
  const auto group = find_target_group();
  return group && is_ours(group->TargetGroupArn);
}

std::set<std::string> LoadBalancer::deployments() {
  std::vector<std::string> arns;
  contract::for_each_page(elbv2::paginators::DescribeLoadBalancers, elbv2_, {}, [&](const auto& page) {
    for (const auto& balancer : page.LoadBalancers) arns.push_back(balancer.LoadBalancerArn.value_or(""));
  });
  std::set<std::string> prefixes;
  for (auto first = arns.begin(); first != arns.end();) {
    const auto last = first + std::min<std::ptrdiff_t>(kMostArns, arns.end() - first);
    for (const auto& tagged : elbv2_.DescribeTags({.ResourceArns = {first, last}}).TagDescriptions) {
      for (const auto& tag : tagged.Tags) {
        if (tag.Key == tag_.key) prefixes.insert(tag.Value.value_or(""));
      }
    }
    first = last;
  }
  return prefixes;
}

bool LoadBalancer::is_ours(const std::optional<std::string>& arn) {
  elbv2::DescribeTagsResponse reply;
  const auto describe = [&] { reply = elbv2_.DescribeTags({.ResourceArns = {arn.value_or("")}}); };
  unless("LoadBalancerNotFound", [&] { unless("TargetGroupNotFound", describe); });  // it has gone since
  return !reply.TagDescriptions.empty() && tag_.is_among(reply.TagDescriptions.front().Tags);
}

}  // namespace aws::scenario
