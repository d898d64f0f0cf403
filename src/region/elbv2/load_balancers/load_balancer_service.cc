#include "region/elbv2/load_balancers/load_balancer_service.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "region/elbv2/attributes.h"
#include "region/elbv2/errors.h"
#include "region/elbv2/pages.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"
#include "region/elbv2/view.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::string_view kActive = "active";

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

}  // namespace

void LoadBalancerService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateLoadBalancer, this, &LoadBalancerService::create);
  handlers.on(api::operations::DescribeLoadBalancers, this, &LoadBalancerService::describe_all);
  handlers.on(api::operations::DeleteLoadBalancer, this, &LoadBalancerService::remove);
  handlers.on(api::operations::DescribeLoadBalancerAttributes, this, &LoadBalancerService::attributes);
  handlers.on(api::operations::ModifyLoadBalancerAttributes, this, &LoadBalancerService::modify_attributes);
  handlers.on(api::operations::SetSecurityGroups, this, &LoadBalancerService::set_security_groups);
  handlers.on(api::operations::SetSubnets, this, &LoadBalancerService::set_subnets);
  handlers.on(api::operations::SetIpAddressType, this, &LoadBalancerService::set_ip_address_type);
}

void LoadBalancerService::start() {
  for (const auto& [arn, load_balancer] : parts_.store.load_balancers()) {
    auto held = parts_.network.hold_address(load_balancer.address);
    if (held == nullptr) {
      spdlog::error("address {} of load balancer {} is in use by another program", load_balancer.address,
                    load_balancer.settings.name);
    }
    addresses_[arn] = std::move(held);
  }
}

const LoadBalancer& LoadBalancerService::named_in(const std::optional<std::string>& arn) const {
  require_arn("load balancer", arn.value_or(""));
  return parts_.store.load_balancer(arn.value_or(""));
}

void LoadBalancerService::changed(const std::string& arn) {
  parts_.changes.announce({arn});
  parts_.monitor.listeners_changed();
  parts_.listeners.changed();
}

api::CreateLoadBalancerResponse LoadBalancerService::create(const api::CreateLoadBalancerRequest& request) {
  auto settings = requested_load_balancer(request, parts_.network);
  if (const auto* existing = parts_.store.same_load_balancer(settings)) {
    return {.LoadBalancers = {describe(*existing, kActive)}};
  }
  auto held = parts_.network.hold_free_address(settings.subnets.front().subnet_id);
  const auto& created = parts_.store.create_load_balancer(std::move(settings), held->address(), parts_.clock.now());
  addresses_[created.arn] = std::move(held);
  parts_.changes.announce({created.arn});
  return {.LoadBalancers = {describe(created, "provisioning")}};
}

api::DescribeLoadBalancersResponse LoadBalancerService::describe_all(const api::DescribeLoadBalancersRequest& request) {
  at_most_one({!request.Names.empty(), !request.LoadBalancerArns.empty()},
              "You can specify only one of: load balancer names, load balancer ARNs");
  const auto page = page_of(selected(request, parts_.store), request.PageSize, request.Marker);
  api::DescribeLoadBalancersResponse response{.NextMarker = page.next};
  for (const auto* load_balancer : page.items) response.LoadBalancers.push_back(describe(*load_balancer, kActive));
  return response;
}

api::DeleteLoadBalancerResponse LoadBalancerService::remove(const api::DeleteLoadBalancerRequest& request) {
  const auto arn = request.LoadBalancerArn.value_or("");
  require_arn("load balancer", arn);
  parts_.store.delete_load_balancer(arn);
  changed(arn);
  addresses_.erase(arn);
  return {};
}

api::DescribeLoadBalancerAttributesResponse LoadBalancerService::attributes(
    const api::DescribeLoadBalancerAttributesRequest& request) {
  const auto& attributes = named_in(request.LoadBalancerArn).attributes;
  return {.Attributes = describe_attributes<api::LoadBalancerAttribute>(kLoadBalancerAttributes, attributes)};
}

api::ModifyLoadBalancerAttributesResponse LoadBalancerService::modify_attributes(
    const api::ModifyLoadBalancerAttributesRequest& request) {
  LoadBalancer load_balancer = named_in(request.LoadBalancerArn);
  set_attributes(kLoadBalancerAttributes, request.Attributes, load_balancer.attributes);
  const auto& stored = parts_.store.put(std::move(load_balancer));
  changed(stored.arn);
  return {.Attributes = describe_attributes<api::LoadBalancerAttribute>(kLoadBalancerAttributes, stored.attributes)};
}

api::SetSecurityGroupsResponse LoadBalancerService::set_security_groups(const api::SetSecurityGroupsRequest& request) {
  LoadBalancer load_balancer = named_in(request.LoadBalancerArn);
  if (request.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic) {
    throw not_supported("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic");  // of Network Load Balancers
  }
  if (request.SecurityGroups.empty()) throw validation_error("At least one security group must be specified");
  auto& settings = load_balancer.settings;
  settings.security_groups = checked_groups(request.SecurityGroups, settings.vpc_id, parts_.network);
  const auto& stored = parts_.store.put(std::move(load_balancer));
  changed(stored.arn);
  return {.SecurityGroupIds = stored.settings.security_groups};
}

// The address stays the one that it has.
api::SetSubnetsResponse LoadBalancerService::set_subnets(const api::SetSubnetsRequest& request) {
  LoadBalancer load_balancer = named_in(request.LoadBalancerArn);
  require_ipv4(request.IpAddressType);
  if (request.EnablePrefixForIpv6SourceNat.value_or("off") != "off")
    throw not_supported("EnablePrefixForIpv6SourceNat");
  auto& settings = load_balancer.settings;
  settings.subnets.clear();
  for (const auto& subnet : checked_subnets(subnet_ids(request.Subnets, request.SubnetMappings), parts_.network)) {
    if (subnet.vpc_id != settings.vpc_id) throw invalid_configuration("All subnets must belong to the same VPC");
    settings.subnets.push_back({.zone = subnet.zone, .subnet_id = subnet.id});
  }
  const auto& stored = parts_.store.put(std::move(load_balancer));
  changed(stored.arn);
  return {.AvailabilityZones = describe(stored, kActive).AvailabilityZones, .IpAddressType = "ipv4"};
}

api::SetIpAddressTypeResponse LoadBalancerService::set_ip_address_type(const api::SetIpAddressTypeRequest& request) {
  named_in(request.LoadBalancerArn);
  require_ipv4(request.IpAddressType);
  return {.IpAddressType = "ipv4"};
}

}  // namespace aws::region::elbv2
