#include "region/elbv2/errors.h"
#include "region/elbv2/listeners/actions.h"
#include "region/elbv2/listeners/tls.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr auto kDefaultPolicy = "ELBSecurityPolicy-2016-08";  // of listeners that are made through the API

template <class Request>
void check_supported(const Request& request) {
  if (!request.AlpnPolicy.empty()) throw not_supported("AlpnPolicy");
  if (request.MutualAuthentication && request.MutualAuthentication->Mode.value_or("off") != "off") {
    throw not_supported("MutualAuthentication");
  }
}

// HTTP has neither certificate nor policy; HTTPS has both.
template <class Request>
void take_tls(ListenerSettings& settings, const Request& request, const Certificates& certificates) {
  settings.protocol = request.Protocol.value_or(settings.protocol);
  if (settings.protocol == "HTTP") {
    if (!request.Certificates.empty()) throw no_certificates_here();
    if (request.SslPolicy) throw validation_error("An SSL policy cannot be specified for HTTP listeners");
    settings.certificate_arn.clear();
    settings.ssl_policy.clear();
    return;
  }
  if (settings.protocol != "HTTPS") throw unsupported_protocol(settings.protocol);
  if (!request.Certificates.empty() || settings.certificate_arn.empty()) {
    settings.certificate_arn = requested_certificate(request.Certificates, certificates);
  }
  const auto policy = settings.ssl_policy.empty() ? kDefaultPolicy : settings.ssl_policy;
  settings.ssl_policy = ssl_policy(request.SslPolicy.value_or(policy)).name;
}

}  // namespace

ListenerSettings requested_listener(const api::CreateListenerRequest& request, const Elbv2Store& store,
                                    const Certificates& certificates) {
  require_arn("load balancer", request.LoadBalancerArn.value_or(""));
  const auto& load_balancer = store.load_balancer(request.LoadBalancerArn.value_or(""));
  check_supported(request);
  if (!request.Protocol) throw validation_error("A protocol must be specified");
  if (!request.Port) throw validation_error("A listener port must be specified");
  if (request.DefaultActions.empty()) throw validation_error("A listener must have a default action");
  ListenerSettings settings{.load_balancer_arn = load_balancer.arn, .port = *request.Port};
  take_tls(settings, request, certificates);
  settings.default_actions = requested_actions(request.DefaultActions, load_balancer, store);
  settings.tags = checked_tags(request.Tags);
  return settings;
}

ListenerSettings modified_listener(ListenerSettings settings, const api::ModifyListenerRequest& request,
                                   const Elbv2Store& store, const Certificates& certificates) {
  check_supported(request);
  take_tls(settings, request, certificates);
  settings.port = request.Port.value_or(settings.port);
  if (!request.DefaultActions.empty()) {
    const auto& load_balancer = store.load_balancer(settings.load_balancer_arn);
    settings.default_actions = requested_actions(request.DefaultActions, load_balancer, store);
  }
  return settings;
}

}  // namespace aws::region::elbv2
