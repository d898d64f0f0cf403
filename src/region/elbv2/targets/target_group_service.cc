#include "region/elbv2/targets/target_group_service.h"

#include "region/elbv2/attributes.h"
#include "region/elbv2/errors.h"
#include "region/elbv2/pages.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"
#include "region/elbv2/view.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

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

// Attributes that do not go with each other.
void check_together(const TargetGroup& group) {
  const auto value = [&](std::string_view key) { return value_of(kTargetGroupAttributes, group.attributes, key); };
  const bool sticky = is_on(kTargetGroupAttributes, group.attributes, kStickinessEnabled);
  if (sticky && value(kStickinessType) == "app_cookie" && value(kAppCookieName).empty()) {
    throw validation_error("A cookie name must be specified for stickiness of type app_cookie");
  }
  if (sticky && !crosses_zones(group)) {
    throw invalid_configuration("Stickiness is not supported when cross-zone load balancing is off");
  }
  if (value(kSlowStart) != "0" && value(kAlgorithm) != "round_robin") {
    throw validation_error("Slow start is supported with the round_robin algorithm only");
  }
}

}  // namespace

void TargetGroupService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateTargetGroup, this, &TargetGroupService::create);
  handlers.on(api::operations::DescribeTargetGroups, this, &TargetGroupService::describe_all);
  handlers.on(api::operations::ModifyTargetGroup, this, &TargetGroupService::modify);
  handlers.on(api::operations::DeleteTargetGroup, this, &TargetGroupService::remove);
  handlers.on(api::operations::DescribeTargetGroupAttributes, this, &TargetGroupService::attributes);
  handlers.on(api::operations::ModifyTargetGroupAttributes, this, &TargetGroupService::modify_attributes);
}

api::TargetGroup TargetGroupService::described(const TargetGroup& group) const {
  return describe(group, store_.load_balancer_of(group.arn));
}

api::CreateTargetGroupResponse TargetGroupService::create(const api::CreateTargetGroupRequest& request) {
  return {.TargetGroups = {described(store_.create_target_group(requested_target_group(request, network_)))}};
}

api::DescribeTargetGroupsResponse TargetGroupService::describe_all(const api::DescribeTargetGroupsRequest& request) {
  at_most_one({request.LoadBalancerArn.has_value(), !request.Names.empty(), !request.TargetGroupArns.empty()},
              "You can specify only one of: a load balancer ARN, target group names, target group ARNs");
  const auto page = page_of(selected(request, store_), request.PageSize, request.Marker);
  api::DescribeTargetGroupsResponse response{.NextMarker = page.next};
  for (const auto* group : page.items) response.TargetGroups.push_back(described(*group));
  return response;
}

api::ModifyTargetGroupResponse TargetGroupService::modify(const api::ModifyTargetGroupRequest& request) {
  require_arn("target group", request.TargetGroupArn.value_or(""));
  TargetGroup group = store_.target_group(*request.TargetGroupArn);
  group.settings = modified_target_group(group.settings, request);
  const auto& modified = store_.put(std::move(group));
  monitor_.target_group_modified(modified.arn);
  return {.TargetGroups = {described(modified)}};
}

// One that does not exist is deleted already: the model declares no error for it.
api::DeleteTargetGroupResponse TargetGroupService::remove(const api::DeleteTargetGroupRequest& request) {
  const auto arn = request.TargetGroupArn.value_or("");
  require_arn("target group", arn);
  store_.delete_target_group(arn);
  monitor_.target_group_deleted(arn);
  return {};
}

api::DescribeTargetGroupAttributesResponse TargetGroupService::attributes(
    const api::DescribeTargetGroupAttributesRequest& request) {
  require_arn("target group", request.TargetGroupArn.value_or(""));
  const auto& group = store_.target_group(*request.TargetGroupArn);
  return {.Attributes = describe_attributes<api::TargetGroupAttribute>(kTargetGroupAttributes, group.attributes)};
}

api::ModifyTargetGroupAttributesResponse TargetGroupService::modify_attributes(
    const api::ModifyTargetGroupAttributesRequest& request) {
  require_arn("target group", request.TargetGroupArn.value_or(""));
  TargetGroup group = store_.target_group(*request.TargetGroupArn);
  set_attributes(kTargetGroupAttributes, request.Attributes, group.attributes);
  check_together(group);
  const auto& modified = store_.put(std::move(group));
  monitor_.target_group_modified(modified.arn);
  return {.Attributes = describe_attributes<api::TargetGroupAttribute>(kTargetGroupAttributes, modified.attributes)};
}

}  // namespace aws::region::elbv2
