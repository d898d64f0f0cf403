#include <fmt/format.h>

#include <charconv>

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"
#include "region/elbv2/targets/status_matcher.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

// What would need a part of AWS that is not here is refused, not ignored.
void check_supported(const api::CreateTargetGroupRequest& request) {
  if (request.TargetControlPort) throw not_supported("TargetControlPort");
  if (const auto type = request.TargetType.value_or("instance"); type != "instance" && type != "ip") {
    throw validation_error(
        fmt::format("Target type '{}' is not supported by this region: its targets are instances and addresses", type));
  }
  if (const auto version = request.ProtocolVersion.value_or("HTTP1"); version != "HTTP1") {
    throw validation_error(
        fmt::format("Protocol version '{}' is not supported by this region: its load balancers speak HTTP1", version));
  }
  if (const auto type = request.IpAddressType.value_or("ipv4"); type != "ipv4") {
    throw validation_error(
        fmt::format("IP address type '{}' is not supported by this region: its network is ipv4", type));
  }
}

std::string checked_port(const std::string& port) {
  if (port == "traffic-port") return port;
  int number = 0;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (error != std::errc() || end != port.data() + port.size() || number < 1 || number > 65535) {
    throw validation_error(
        fmt::format("Health check port '{}' must be 'traffic-port' or a number from 1 to 65535", port));
  }
  return port;
}

std::string checked_path(const std::string& path) {
  if (!path.starts_with('/')) throw validation_error(fmt::format("Health check path '{}' must begin with '/'", path));
  for (const char c : path) {
    // A control character or a space would end the request line.
    if (c <= ' ' || c == 0x7f) throw validation_error(fmt::format("Health check path '{}' is not a valid path", path));
  }
  return path;
}

std::string checked_matcher(const std::optional<api::Matcher>& matcher) {
  auto codes = matcher ? matcher->HttpCode.value_or("200") : "200";
  if (!StatusMatcher::parse(codes)) {
    throw validation_error(
        fmt::format("Health check matcher HTTP code '{}' must be within '200-499' inclusive", codes));
  }
  return codes;
}

void check_intervals(const TargetGroupSettings& settings) {
  if (settings.timeout_seconds < settings.interval_seconds) return;
  throw validation_error(fmt::format("Health check timeout '{}' must be smaller than the interval '{}'",
                                     settings.timeout_seconds, settings.interval_seconds));
}

// Members that creating and modifying have in common; what is not given stays as it is.
template <class Request>
void take_health_check(const Request& request, TargetGroupSettings& settings) {
  if (request.HealthCheckProtocol) require_http(request.HealthCheckProtocol);
  if (!request.HealthCheckEnabled.value_or(true)) {
    throw validation_error(
        fmt::format("Health check enabled must be true for target groups with target type '{}'", settings.target_type));
  }
  if (request.HealthCheckPort) settings.health_check_port = checked_port(*request.HealthCheckPort);
  if (request.HealthCheckPath) settings.health_check_path = checked_path(*request.HealthCheckPath);
  settings.interval_seconds = request.HealthCheckIntervalSeconds.value_or(settings.interval_seconds);
  settings.timeout_seconds = request.HealthCheckTimeoutSeconds.value_or(settings.timeout_seconds);
  settings.healthy_threshold = request.HealthyThresholdCount.value_or(settings.healthy_threshold);
  settings.unhealthy_threshold = request.UnhealthyThresholdCount.value_or(settings.unhealthy_threshold);
  if (request.Matcher) settings.matcher = checked_matcher(request.Matcher);
  check_intervals(settings);
}

}  // namespace

TargetGroupSettings requested_target_group(const api::CreateTargetGroupRequest& request, const Network& network) {
  TargetGroupSettings settings{.name = checked_name("Target group", request.Name)};
  check_supported(request);
  require_http(request.Protocol);
  if (!request.Port) throw validation_error("A port must be specified");
  if (!request.VpcId) throw validation_error("A VPC ID must be specified");
  if (!network.vpc_exists(*request.VpcId)) {
    throw validation_error(fmt::format("The VPC ID '{}' is not found", *request.VpcId));
  }
  settings.port = *request.Port;
  settings.vpc_id = *request.VpcId;
  settings.target_type = request.TargetType.value_or(settings.target_type);
  settings.tags = checked_tags(request.Tags);
  take_health_check(request, settings);
  return settings;
}

TargetGroupSettings modified_target_group(TargetGroupSettings settings, const api::ModifyTargetGroupRequest& request) {
  take_health_check(request, settings);
  return settings;
}

}  // namespace aws::region::elbv2
