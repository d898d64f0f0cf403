#include "region/elbv2/view.h"

#include <string>

#include "region/elbv2/listeners/actions.h"
#include "region/elbv2/listeners/conditions.h"
#include "region/elbv2/listeners/transforms.h"
#include "region/service/unless_empty.h"

namespace aws::region::elbv2 {
namespace {

struct HostedZone {
  std::string_view region;
  std::string_view id;
};

// Of Application Load Balancers. https://docs.aws.amazon.com/general/latest/gr/elb.html
constexpr HostedZone kHostedZones[] = {
    {"us-west-2", "Z1H1FL5HABSF5"},       {"us-east-1", "Z35SXDOTRQ7X7K"},      {"us-east-2", "Z3AADJGX6KTTL2"},
    {"us-west-1", "Z368ELLRRE2KJ0"},      {"ca-central-1", "ZQSVJUPU6J1EY"},    {"sa-east-1", "Z2P70J7HTTTPLU"},
    {"eu-west-1", "Z32O12XQLNTSW2"},      {"eu-west-2", "ZHURV8PSTC4K8"},       {"eu-west-3", "Z3Q77PNBQS71R4"},
    {"eu-central-1", "Z215JYRZR1TBD5"},   {"eu-north-1", "Z23TAZ6LKFMNIO"},     {"ap-south-1", "ZP97RAFLXTNZK"},
    {"ap-northeast-1", "Z14GRHDCWA56QT"}, {"ap-southeast-1", "Z1LMS91P8CMLE5"}, {"ap-southeast-2", "Z1GM3OXH4ZPM65"}};

// By the load balancer's ARN; the first one for a region that is not in the table.
std::string hosted_zone(const std::string& arn) {
  for (const auto& [region, id] : kHostedZones) {
    if (arn.find(":elasticloadbalancing:" + std::string(region) + ":") != std::string::npos) return std::string(id);
  }
  return std::string(kHostedZones[0].id);
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/zonal-shift.html#admin-override
aws::elbv2::AdministrativeOverride administrative_override(bool shifted) {
  if (shifted) {
    return {.State = "zonal_shift_active",
            .Reason = "AdministrativeOverride.ZonalShiftActive",
            .Description = "Zonal shift is active in target Availability Zone"};
  }
  return {.State = "no_override",
          .Reason = "AdministrativeOverride.NoOverride",
          .Description = "No override is currently active on target"};
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
                                    .TargetType = settings.target_type,
                                    .ProtocolVersion = "HTTP1",
                                    .IpAddressType = "ipv4"};
  if (load_balancer != nullptr) described.LoadBalancerArns = {load_balancer->arn};
  return described;
}

aws::elbv2::LoadBalancer describe(const LoadBalancer& load_balancer, std::string_view state) {
  const auto& settings = load_balancer.settings;
  aws::elbv2::LoadBalancer described{.LoadBalancerArn = load_balancer.arn,
                                     .DNSName = load_balancer.address,
                                     .CanonicalHostedZoneId = hosted_zone(load_balancer.arn),
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
  aws::elbv2::Listener described{.ListenerArn = listener.arn,
                                 .LoadBalancerArn = settings.load_balancer_arn,
                                 .Port = settings.port,
                                 .Protocol = settings.protocol,
                                 .SslPolicy = unless_empty(settings.ssl_policy),
                                 .DefaultActions = describe(settings.default_actions)};
  if (settings.protocol == "HTTPS") {
    described.Certificates = {{.CertificateArn = settings.certificate_arn}};
    described.MutualAuthentication = aws::elbv2::MutualAuthenticationAttributes{.Mode = "off"};
  }
  return described;
}

aws::elbv2::Rule describe(const Rule& rule) {
  return {.RuleArn = rule.arn,
          .Priority = std::to_string(rule.priority),
          .Conditions = describe(rule.conditions),
          .Actions = describe(rule.actions),
          .IsDefault = false,
          .Transforms = describe(rule.transforms)};
}

aws::elbv2::Rule describe_default_rule(const Listener& listener) {
  return {.RuleArn = default_rule_arn(listener.arn),
          .Priority = "default",
          .Actions = describe(listener.settings.default_actions),
          .IsDefault = true};
}

aws::elbv2::TargetHealthDescription describe(const ListedTarget& target, const TargetGroupSettings& group,
                                             bool shifted) {
  const auto& verdict = target.verdict;
  return {.Target = aws::elbv2::TargetDescription{.Id = target.target.id, .Port = target.target.port},
          .HealthCheckPort = std::to_string(group.check_port(target.target.port)),
          .TargetHealth = aws::elbv2::TargetHealth{.State = verdict.state,
                                                   .Reason = unless_empty(verdict.reason),
                                                   .Description = unless_empty(verdict.description)},
          .AdministrativeOverride = administrative_override(shifted)};
}

}  // namespace aws::region::elbv2
