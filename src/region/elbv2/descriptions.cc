#include "region/elbv2/descriptions.h"

#include <string>

namespace aws::region::elbv2 {
namespace {

// Application Load Balancers' hosted zone in us-west-2.
constexpr auto kHostedZone = "Z1H1FL5HABSF5";

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

aws::elbv2::TargetGroup describe(const TargetGroup& group, const LoadBalancer* load_balancer) {
  const auto& settings = group.settings;
  aws::elbv2::TargetGroup described{.TargetGroupArn = group.arn,
                                    .TargetGroupName = settings.name,
                                    .Protocol = settings.protocol,
                                    .Port = settings.port,
                                    .VpcId = settings.vpc_id,
                                    .HealthCheckProtocol = "HTTP",
                                    .HealthCheckPort = settings.health_check_port,
                                    .HealthCheckEnabled = true,
                                    .HealthCheckIntervalSeconds = settings.interval_seconds,
                                    .HealthCheckTimeoutSeconds = settings.timeout_seconds,
                                    .HealthyThresholdCount = settings.healthy_threshold,
                                    .UnhealthyThresholdCount = settings.unhealthy_threshold,
                                    .HealthCheckPath = settings.health_check_path,
                                    .Matcher = aws::elbv2::Matcher{.HttpCode = settings.matcher},
                                    .TargetType = "instance",
                                    .ProtocolVersion = "HTTP1",
                                    .IpAddressType = "ipv4"};
  if (load_balancer != nullptr) described.LoadBalancerArns = {load_balancer->arn};
  return described;
}

aws::elbv2::LoadBalancer describe(const LoadBalancer& load_balancer, std::string_view state) {
  const auto& settings = load_balancer.settings;
  aws::elbv2::LoadBalancer described{.LoadBalancerArn = load_balancer.arn,
                                     .DNSName = load_balancer.address,
                                     .CanonicalHostedZoneId = kHostedZone,
                                     .CreatedTime = from_milliseconds(load_balancer.created_at),
                                     .LoadBalancerName = settings.name,
                                     .Scheme = settings.scheme,
                                     .VpcId = settings.vpc_id,
                                     .State = aws::elbv2::LoadBalancerState{.Code = std::string(state)},
                                     .Type = "application",
                                     .SecurityGroups = settings.security_groups,
                                     .IpAddressType = "ipv4"};
  for (const auto& subnet : settings.subnets) {
    described.AvailabilityZones.push_back({.ZoneName = subnet.zone, .SubnetId = subnet.subnet_id});
  }
  return described;
}

aws::elbv2::Listener describe(const Listener& listener) {
  const auto& settings = listener.settings;
  const aws::elbv2::ForwardActionConfig forward{
      .TargetGroups = {{.TargetGroupArn = settings.target_group_arn, .Weight = 1}},
      .TargetGroupStickinessConfig = aws::elbv2::TargetGroupStickinessConfig{.Enabled = false}};
  return {
      .ListenerArn = listener.arn,
      .LoadBalancerArn = settings.load_balancer_arn,
      .Port = settings.port,
      .Protocol = settings.protocol,
      .DefaultActions = {{.Type = "forward", .TargetGroupArn = settings.target_group_arn, .ForwardConfig = forward}}};
}

aws::elbv2::TargetHealthDescription describe(const ListedTarget& target, const TargetGroupSettings& group) {
  const auto& verdict = target.verdict;
  return {.Target = aws::elbv2::TargetDescription{.Id = target.instance_id, .Port = group.port},
          .HealthCheckPort = std::to_string(group.check_port()),
          .TargetHealth = aws::elbv2::TargetHealth{.State = verdict.state,
                                                   .Reason = unless_empty(verdict.reason),
                                                   .Description = unless_empty(verdict.description)}};
}

}  // namespace aws::region::elbv2
