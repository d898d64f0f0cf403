#include "region/elbv2/elbv2_service.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "region/elbv2/descriptions.h"
#include "region/elbv2/errors.h"
#include "region/elbv2/pages.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::string_view kActive = "active";
constexpr std::size_t kMostTagged = 20;  // resources in one DescribeTags

template <class T>
std::vector<const T*> everything(const std::map<std::string, T, std::less<>>& all) {
  std::vector<const T*> items;
  for (const auto& [arn, item] : all) items.push_back(&item);
  return items;
}

void at_most_one(std::initializer_list<bool> given, std::string_view message) {
  if (std::count(given.begin(), given.end(), true) > 1) throw validation_error(message);
}

std::vector<const TargetGroup*> selected(const api::DescribeTargetGroupsRequest& request, const Elbv2Store& store) {
  std::vector<const TargetGroup*> groups;
  if (request.LoadBalancerArn) {
    require_arn("load balancer", *request.LoadBalancerArn);
    const auto& load_balancer = store.load_balancer(*request.LoadBalancerArn);
    for (const auto* group : everything(store.target_groups())) {
      if (store.load_balancer_of(group->arn) == &load_balancer) groups.push_back(group);
    }
    return groups;
  }
  if (request.Names.empty() && request.TargetGroupArns.empty()) return everything(store.target_groups());
  for (const auto& arn : request.TargetGroupArns) {
    require_arn("target group", arn);
    groups.push_back(&store.target_group(arn));
  }
  for (const auto& name : request.Names) {
    groups.push_back(store.find_target_group_named(name));
    if (groups.back() == nullptr) throw target_group_not_found();
  }
  return groups;
}

std::vector<const LoadBalancer*> selected(const api::DescribeLoadBalancersRequest& request, const Elbv2Store& store) {
  if (request.Names.empty() && request.LoadBalancerArns.empty()) return everything(store.load_balancers());
  std::vector<const LoadBalancer*> load_balancers;
  for (const auto& arn : request.LoadBalancerArns) {
    require_arn("load balancer", arn);
    load_balancers.push_back(&store.load_balancer(arn));
  }
  std::vector<std::string> missing;
  for (const auto& name : request.Names) {
    const auto* load_balancer = store.find_load_balancer_named(name);
    if (load_balancer == nullptr) {
      missing.push_back(name);
    } else {
      load_balancers.push_back(load_balancer);
    }
  }
  if (!missing.empty()) throw load_balancer_name_not_found(fmt::format("{}", fmt::join(missing, ", ")));
  return load_balancers;
}

std::vector<const Listener*> selected(const api::DescribeListenersRequest& request, const Elbv2Store& store) {
  if (!request.LoadBalancerArn && request.ListenerArns.empty()) {
    throw validation_error("You must specify either listener ARNs or a load balancer ARN");
  }
  std::vector<const Listener*> listeners;
  for (const auto& arn : request.ListenerArns) {
    require_arn("listener", arn);
    listeners.push_back(store.find_listener(arn));
    if (listeners.back() == nullptr) throw listener_not_found();
  }
  if (!request.LoadBalancerArn) return listeners;
  require_arn("load balancer", *request.LoadBalancerArn);
  const auto& load_balancer = store.load_balancer(*request.LoadBalancerArn);
  for (const auto* listener : everything(store.listeners())) {
    if (listener->settings.load_balancer_arn == load_balancer.arn) listeners.push_back(listener);
  }
  return listeners;
}

}  // namespace

void Elbv2Service::start() {
  for (const auto& [arn, load_balancer] : parts_.store.load_balancers()) {
    auto held = parts_.network.hold_address(load_balancer.address);
    if (held == nullptr) {
      spdlog::error("address {} of load balancer {} is in use by another program", load_balancer.address,
                    load_balancer.settings.name);
    }
    addresses_[arn] = std::move(held);
  }
}

void Elbv2Service::listeners_changed() {
  parts_.monitor.listeners_changed();
  parts_.listeners.changed();
}

api::TargetGroup Elbv2Service::described(const TargetGroup& group) const {
  return describe(group, parts_.store.load_balancer_of(group.arn));
}

void Elbv2Service::serve(contract::Handlers& handlers) {
  namespace operations = aws::elbv2::operations;
  handlers.on(operations::CreateTargetGroup, this, &Elbv2Service::CreateTargetGroup);
  handlers.on(operations::DescribeTargetGroups, this, &Elbv2Service::DescribeTargetGroups);
  handlers.on(operations::DeleteTargetGroup, this, &Elbv2Service::DeleteTargetGroup);
  handlers.on(operations::CreateLoadBalancer, this, &Elbv2Service::CreateLoadBalancer);
  handlers.on(operations::DescribeLoadBalancers, this, &Elbv2Service::DescribeLoadBalancers);
  handlers.on(operations::DeleteLoadBalancer, this, &Elbv2Service::DeleteLoadBalancer);
  handlers.on(operations::CreateListener, this, &Elbv2Service::CreateListener);
  handlers.on(operations::DescribeListeners, this, &Elbv2Service::DescribeListeners);
  handlers.on(operations::DescribeTargetHealth, this, &Elbv2Service::DescribeTargetHealth);
  handlers.on(operations::DescribeTags, this, &Elbv2Service::DescribeTags);
}

api::CreateTargetGroupResponse Elbv2Service::CreateTargetGroup(const api::CreateTargetGroupRequest& request) {
  const auto& group = parts_.store.create_target_group(requested_target_group(request, parts_.network));
  return {.TargetGroups = {described(group)}};
}

api::DescribeTargetGroupsResponse Elbv2Service::DescribeTargetGroups(const api::DescribeTargetGroupsRequest& request) {
  at_most_one({request.LoadBalancerArn.has_value(), !request.Names.empty(), !request.TargetGroupArns.empty()},
              "You can specify only one of: a load balancer ARN, target group names, target group ARNs");
  const auto page = page_of(selected(request, parts_.store), request.PageSize, request.Marker);
  api::DescribeTargetGroupsResponse response{.NextMarker = page.next};
  for (const auto* group : page.items) response.TargetGroups.push_back(described(*group));
  return response;
}

// One that does not exist is deleted already: the model declares no error for it.
api::DeleteTargetGroupResponse Elbv2Service::DeleteTargetGroup(const api::DeleteTargetGroupRequest& request) {
  const auto arn = request.TargetGroupArn.value_or("");
  require_arn("target group", arn);
  parts_.store.delete_target_group(arn);
  parts_.monitor.target_group_deleted(arn);
  return {};
}

api::CreateLoadBalancerResponse Elbv2Service::CreateLoadBalancer(const api::CreateLoadBalancerRequest& request) {
  auto settings = requested_load_balancer(request, parts_.network);
  if (const auto* existing = parts_.store.same_load_balancer(settings)) {
    return {.LoadBalancers = {describe(*existing, kActive)}};
  }
  auto held = parts_.network.hold_free_address(settings.subnets.front().subnet_id);
  const auto& created = parts_.store.create_load_balancer(std::move(settings), held->address(), parts_.clock.now());
  addresses_[created.arn] = std::move(held);
  return {.LoadBalancers = {describe(created, "provisioning")}};
}

api::DescribeLoadBalancersResponse Elbv2Service::DescribeLoadBalancers(
    const api::DescribeLoadBalancersRequest& request) {
  at_most_one({!request.Names.empty(), !request.LoadBalancerArns.empty()},
              "You can specify only one of: load balancer names, load balancer ARNs");
  const auto page = page_of(selected(request, parts_.store), request.PageSize, request.Marker);
  api::DescribeLoadBalancersResponse response{.NextMarker = page.next};
  for (const auto* load_balancer : page.items) response.LoadBalancers.push_back(describe(*load_balancer, kActive));
  return response;
}

api::DeleteLoadBalancerResponse Elbv2Service::DeleteLoadBalancer(const api::DeleteLoadBalancerRequest& request) {
  const auto arn = request.LoadBalancerArn.value_or("");
  require_arn("load balancer", arn);
  parts_.store.delete_load_balancer(arn);
  listeners_changed();
  addresses_.erase(arn);
  return {};
}

api::CreateListenerResponse Elbv2Service::CreateListener(const api::CreateListenerRequest& request) {
  auto settings = requested_listener(request, parts_.store);
  if (const auto* existing = parts_.store.same_listener(settings)) return {.Listeners = {describe(*existing)}};
  const auto& address = parts_.store.load_balancer(settings.load_balancer_arn).address;
  if (const auto reason = parts_.balancer.cannot_bind(address, static_cast<std::uint16_t>(settings.port))) {
    throw cannot_bind(address, settings.port, *reason);
  }
  const auto& created = parts_.store.create_listener(std::move(settings));
  listeners_changed();
  return {.Listeners = {describe(created)}};
}

api::DescribeListenersResponse Elbv2Service::DescribeListeners(const api::DescribeListenersRequest& request) {
  const auto page = page_of(selected(request, parts_.store), request.PageSize, request.Marker);
  api::DescribeListenersResponse response{.NextMarker = page.next};
  for (const auto* listener : page.items) response.Listeners.push_back(describe(*listener));
  return response;
}

api::DescribeTargetHealthResponse Elbv2Service::DescribeTargetHealth(const api::DescribeTargetHealthRequest& request) {
  require_arn("target group", request.TargetGroupArn.value_or(""));
  const auto& group = parts_.store.target_group(request.TargetGroupArn.value_or(""));
  api::DescribeTargetHealthResponse response;
  if (request.Targets.empty()) {
    for (const auto& target : parts_.monitor.list(group.arn)) {
      response.TargetHealthDescriptions.push_back(describe(target, group.settings));
    }
  }
  for (const auto& target : request.Targets) {
    const auto id = target.Id.value_or("");
    // A target is registered under the group's own port only.
    const bool own_port = target.Port.value_or(group.settings.port) == group.settings.port;
    auto description =
        describe({.instance_id = id, .verdict = own_port ? parts_.monitor.verdict(group.arn, id) : not_registered()},
                 group.settings);
    description.Target->Port = target.Port.value_or(group.settings.port);
    response.TargetHealthDescriptions.push_back(std::move(description));
  }
  return response;
}

api::DescribeTagsResponse Elbv2Service::DescribeTags(const api::DescribeTagsRequest& request) {
  if (request.ResourceArns.size() > kMostTagged) {
    throw validation_error(fmt::format("At most {} resources can be described at a time", kMostTagged));
  }
  api::DescribeTagsResponse response;
  for (const auto& arn : request.ResourceArns) {
    api::TagDescription description{.ResourceArn = arn};
    for (const auto& [key, value] : parts_.store.tags(arn)) description.Tags.push_back({.Key = key, .Value = value});
    response.TagDescriptions.push_back(std::move(description));
  }
  return response;
}

}  // namespace aws::region::elbv2
