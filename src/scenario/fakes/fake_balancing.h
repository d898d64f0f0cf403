// Elastic Load Balancing as far as the workflow uses it, and the client that sends requests through it.
#pragma once

#include <utility>

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "scenario/fakes/world.h"
#include "scenario/http_client.h"

namespace aws::scenario {

class FakeElbv2 {
 public:
  FakeElbv2(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(elbv2::operations::CreateTargetGroup, this, &FakeElbv2::CreateTargetGroup);
    handlers.on(elbv2::operations::DescribeTargetGroups, this, &FakeElbv2::DescribeTargetGroups);
    handlers.on(elbv2::operations::DeleteTargetGroup, this, &FakeElbv2::DeleteTargetGroup);
    handlers.on(elbv2::operations::CreateLoadBalancer, this, &FakeElbv2::CreateLoadBalancer);
    handlers.on(elbv2::operations::DescribeTags, this, &FakeElbv2::DescribeTags);
    handlers.on(elbv2::operations::DescribeLoadBalancers, this, &FakeElbv2::DescribeLoadBalancers);
    handlers.on(elbv2::operations::DeleteLoadBalancer, this, &FakeElbv2::DeleteLoadBalancer);
    handlers.on(elbv2::operations::CreateListener, this, &FakeElbv2::CreateListener);
    handlers.on(elbv2::operations::DescribeListeners, this, &FakeElbv2::DescribeListeners);
    handlers.on(elbv2::operations::ModifyTargetGroupAttributes, this, &FakeElbv2::ModifyTargetGroupAttributes);
    handlers.on(elbv2::operations::DescribeTargetHealth, this, &FakeElbv2::DescribeTargetHealth);
  }

  elbv2::CreateTargetGroupResponse CreateTargetGroup(const elbv2::CreateTargetGroupRequest& request) {
    world_.call("CreateTargetGroup");
    if (!world_.target_group_port) world_.tag("arn:tg", request.Tags);
    world_.target_group_port = request.Port;
    return {.TargetGroups = {target_group()}};
  }
  elbv2::DescribeTargetGroupsResponse DescribeTargetGroups(const elbv2::DescribeTargetGroupsRequest&) {
    world_.call("DescribeTargetGroups");
    need_target_group();
    return {.TargetGroups = {target_group()}};
  }
  elbv2::DeleteTargetGroupResponse DeleteTargetGroup(const elbv2::DeleteTargetGroupRequest&) {
    world_.call("DeleteTargetGroup");
    need_target_group();
    if (world_.listener || world_.target_group_in_use-- > 0) {
      throw Error("ResourceInUse", "is currently in use by a listener or a rule");
    }
    world_.target_group_port.reset();
    return {};
  }
  elbv2::CreateLoadBalancerResponse CreateLoadBalancer(const elbv2::CreateLoadBalancerRequest& request) {
    world_.call("CreateLoadBalancer");
    if (!world_.balancer) world_.tag("arn:lb", request.Tags);
    world_.balancer = true;
    return {.LoadBalancers = {load_balancer()}};
  }
  elbv2::DescribeTagsResponse DescribeTags(const elbv2::DescribeTagsRequest& request) {
    world_.call("DescribeTags");
    elbv2::DescribeTagsResponse reply;
    for (const auto& arn : request.ResourceArns) {
      const bool other = world_.other_prefixes.contains(arn);
      reply.TagDescriptions.push_back({.ResourceArn = arn});
      reply.TagDescriptions.back().Tags =
          other ? std::vector<elbv2::Tag>{{.Key = "resilient-service", .Value = arn}} : world_.tags_of<elbv2::Tag>(arn);
    }
    return reply;
  }
  elbv2::DescribeLoadBalancersResponse DescribeLoadBalancers(const elbv2::DescribeLoadBalancersRequest& request) {
    world_.call("DescribeLoadBalancers");
    if (!world_.balancer && !request.Names.empty()) {
      throw Error("LoadBalancerNotFound", "Load balancers '[x]' not found");
    }
    elbv2::DescribeLoadBalancersResponse reply;
    if (world_.balancer) reply.LoadBalancers.push_back(load_balancer());
    if (!request.Names.empty()) return reply;
    for (const auto& prefix : world_.other_prefixes) reply.LoadBalancers.push_back({.LoadBalancerArn = prefix});
    return reply;
  }
  elbv2::DeleteLoadBalancerResponse DeleteLoadBalancer(const elbv2::DeleteLoadBalancerRequest&) {
    world_.call("DeleteLoadBalancer");
    world_.balancer = world_.listener = false;
    return {};
  }
  elbv2::CreateListenerResponse CreateListener(const elbv2::CreateListenerRequest& request) {
    world_.call("CreateListener");
    if (request.LoadBalancerArn != "arn:lb" || request.DefaultActions.at(0).TargetGroupArn != "arn:tg") {
      throw Error("ValidationError", "not an ARN");
    }
    if (std::exchange(world_.listener, true)) throw Error("DuplicateListener", "exists");
    return {};
  }
  elbv2::DescribeListenersResponse DescribeListeners(const elbv2::DescribeListenersRequest&) { return {}; }
  elbv2::ModifyTargetGroupAttributesResponse ModifyTargetGroupAttributes(
      const elbv2::ModifyTargetGroupAttributesRequest& request) {
    world_.call("ModifyTargetGroupAttributes");
    world_.by_load = request.Attributes.at(0).Value == "least_outstanding_requests";
    return {};
  }
  elbv2::DescribeTargetHealthResponse DescribeTargetHealth(const elbv2::DescribeTargetHealthRequest&) {
    world_.call("DescribeTargetHealth");
    elbv2::DescribeTargetHealthResponse reply;
    for (const auto& instance : world_.instances) {
      if (!world_.attached || instance.ended) continue;
      reply.TargetHealthDescriptions.push_back(
          {.Target = {{.Id = instance.id, .Port = world_.target_group_port}}, .TargetHealth = health(instance)});
    }
    return reply;
  }

 private:
  static elbv2::TargetHealth health(const World::Instance& instance) {
    if (instance.draining) {
      return {.State = "draining",
              .Reason = "Target.DeregistrationInProgress",
              .Description = "Target deregistration is in progress"};
    }
    if (instance.health == "healthy") return {.State = "healthy"};
    if (instance.health == "initial") {
      return {.State = "initial",
              .Reason = "Elb.InitialHealthChecking",
              .Description = "Initial health checks in progress"};
    }
    return {.State = "unhealthy",
            .Reason = "Target.ResponseCodeMismatch",
            .Description = "Health checks failed with these codes: [503]"};
  }
  static elbv2::LoadBalancer load_balancer() {
    return {.LoadBalancerArn = "arn:lb",
            .DNSName = "lb.test",
            .LoadBalancerName = "doc-example-resilience-lb",
            .State = {{.Code = "active"}}};
  }
  elbv2::TargetGroup target_group() const {
    return {.TargetGroupArn = "arn:tg", .Protocol = "HTTP", .Port = world_.target_group_port};
  }
  void need_target_group() {
    if (!world_.target_group_port) throw Error("TargetGroupNotFound", "One or more target groups not found");
  }
  World& world_;
};

// Balances round robin over what is healthy, or over all when nothing is.
class FakeHttp final : public HttpClient {
 public:
  explicit FakeHttp(World& world) : world_(world) {}

  HttpResult get(const std::string& url) override {
    last_url = url;
    world_.advance();
    if (!world_.listener || world_.rules.size() < 2) return {.error = "connection refused"};
    std::vector<const World::Instance*> targets = usable("healthy");
    if (targets.empty()) targets = usable("unhealthy");
    if (targets.empty()) return {.status = 503};
    const World::Instance* target = targets[turn_++ % targets.size()];
    const bool spared = target->id == world_.starved && world_.by_load && turn_ % 4 != 0;
    if (spared) target = targets[turn_++ % targets.size()];
    HttpResult result = answer(*target);
    result.seconds = target->id == world_.starved ? 0.09 : 0.01;
    return result;
  }

  std::string last_url;

 private:
  std::vector<const World::Instance*> usable(const std::string& health) const {
    std::vector<const World::Instance*> targets;
    for (const auto& instance : world_.instances) {
      if (world_.attached && !instance.draining && instance.health == health) targets.push_back(&instance);
    }
    return targets;
  }

  HttpResult answer(const World::Instance& instance) const {
    if (!world_.up(instance)) return {.status = 502};
    const auto mode = world_.parameters.find("doc-example-resilient-architecture-failure-response");
    const bool real = world_.table_readable(instance);
    if (!real && (mode == world_.parameters.end() || mode->second != "static")) return {.status = 502};
    const std::string item = real ? R"("Title": {"S": "Delicatessen"}, "ItemId": {"N": "1"})"
                                  : R"("Title": {"S": "404 Not Found: A Coloring Book"}, "ItemId": {"N": "0"})";
    return {.status = 200,
            .headers = {{"content-type", "application/json"}},
            .body = "{" + item + R"(, "Metadata": {"InstanceId": ")" + instance.id + R"(", "AvailabilityZone": ")" +
                    instance.zone + R"("}})"};
  }

  World& world_;
  std::size_t turn_ = 0;
};

}  // namespace aws::scenario
