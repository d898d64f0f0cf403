#include "region/autoscaling/groups/target_group_service.h"

#include <algorithm>
#include <set>

#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group_request.h"
#include "region/autoscaling/pages.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {

namespace api = aws::autoscaling;

void TargetGroupService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::AttachLoadBalancerTargetGroups, this, &TargetGroupService::attach);
  handlers.on(operations::DetachLoadBalancerTargetGroups, this, &TargetGroupService::detach);
  handlers.on(operations::DescribeLoadBalancerTargetGroups, this, &TargetGroupService::describe_all);
  handlers.on(operations::AttachTrafficSources, this, &TargetGroupService::attach_sources);
  handlers.on(operations::DetachTrafficSources, this, &TargetGroupService::detach_sources);
  handlers.on(operations::DescribeTrafficSources, this, &TargetGroupService::describe_sources);
}

api::AttachLoadBalancerTargetGroupsResponse TargetGroupService::attach(
    const api::AttachLoadBalancerTargetGroupsRequest& request) {
  attach(request.AutoScalingGroupName.value_or(""), request.TargetGroupARNs);
  return {};
}

api::DetachLoadBalancerTargetGroupsResponse TargetGroupService::detach(
    const api::DetachLoadBalancerTargetGroupsRequest& request) {
  detach(request.AutoScalingGroupName.value_or(""), request.TargetGroupARNs);
  return {};
}

api::AttachTrafficSourcesResponse TargetGroupService::attach_sources(const api::AttachTrafficSourcesRequest& request) {
  attach(request.AutoScalingGroupName.value_or(""), traffic_sources(request.TrafficSources));
  return {};
}

api::DetachTrafficSourcesResponse TargetGroupService::detach_sources(const api::DetachTrafficSourcesRequest& request) {
  detach(request.AutoScalingGroupName.value_or(""), traffic_sources(request.TrafficSources));
  return {};
}

api::DescribeLoadBalancerTargetGroupsResponse TargetGroupService::describe_all(
    const api::DescribeLoadBalancerTargetGroupsRequest& request) {
  api::DescribeLoadBalancerTargetGroupsResponse response;
  const auto arn = [](const Attached& attached) { return attached.arn; };
  for (auto& attached : page_for(request, response, attached_to(request.AutoScalingGroupName.value_or("")), arn, 100)) {
    response.LoadBalancerTargetGroups.push_back(
        {.LoadBalancerTargetGroupARN = std::move(attached.arn), .State = std::move(attached.state)});
  }
  return response;
}

// Of the types there is one here; of the others there are no sources.
api::DescribeTrafficSourcesResponse TargetGroupService::describe_sources(
    const api::DescribeTrafficSourcesRequest& request) {
  const std::string type = request.TrafficSourceType.value_or(std::string(kTargetGroupSource));
  check_traffic_source_type(type);
  auto found = attached_to(request.AutoScalingGroupName.value_or(""));
  if (type != kTargetGroupSource) found.clear();
  api::DescribeTrafficSourcesResponse response;
  const auto arn = [](const Attached& attached) { return attached.arn; };
  for (auto& attached : page_for(request, response, std::move(found), arn, 50)) {
    response.TrafficSources.push_back({.TrafficSource = attached.arn,
                                       .State = std::move(attached.state),
                                       .Identifier = attached.arn,
                                       .Type = std::string(kTargetGroupSource)});
  }
  return response;
}

void TargetGroupService::attach(const std::string& group_name, const std::vector<std::string>& arns) {
  Group group = parts_.store.to_change(group_name);
  attach_target_groups(group, arns, parts_.ports);
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
}

void TargetGroupService::detach(const std::string& group_name, const std::vector<std::string>& arns) {
  Group group = parts_.store.to_change(group_name);
  for (const auto& arn : arns) {
    if (!contains(group.target_group_arns, arn)) throw not_attached(arn);
    std::erase(group.target_group_arns, arn);
    for (Member& member : group.members) std::erase(member.passed_over, arn);
  }
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
}

// Those that are being left too.
std::vector<TargetGroupService::Attached> TargetGroupService::attached_to(const std::string& group_name) const {
  const Group* group = parts_.store.find(group_name);
  if (!group) throw group_not_found(group_name);
  std::set<std::string> arns(group->target_group_arns.begin(), group->target_group_arns.end());
  for (const Member& member : group->members) {
    if (member.leaving()) continue;
    arns.insert(member.registered_with.begin(), member.registered_with.end());
    arns.insert(member.draining_from.begin(), member.draining_from.end());
  }
  std::vector<Attached> attached;
  for (const auto& arn : arns) attached.push_back({arn, state_of(*group, arn)});
  return attached;
}

std::string TargetGroupService::state_of(const Group& group, const std::string& arn) const {
  if (!contains(group.target_group_arns, arn)) return "Removing";
  const auto& members = group.members;
  const auto awaited = [&](const Member& member) {
    return member.counted() && !contains(member.registered_with, arn) && !contains(member.passed_over, arn);
  };
  if (std::any_of(members.begin(), members.end(), awaited)) return "Adding";
  const auto serves = [&](const Member& member) {
    return contains(member.registered_with, arn) && parts_.ports.target_groups.exists(arn) &&
           parts_.ports.target_groups.healthy(arn, member.instance_id);
  };
  return std::any_of(members.begin(), members.end(), serves) ? "InService" : "Added";
}

}  // namespace aws::region::autoscaling
