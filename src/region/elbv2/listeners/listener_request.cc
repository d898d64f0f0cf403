#include "region/elbv2/errors.h"
#include "region/elbv2/listeners/actions.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"

namespace aws::region::elbv2 {

ListenerSettings requested_listener(const aws::elbv2::CreateListenerRequest& request, const Elbv2Store& store) {
  require_arn("load balancer", request.LoadBalancerArn.value_or(""));
  const auto& load_balancer = store.load_balancer(request.LoadBalancerArn.value_or(""));
  require_http(request.Protocol);
  if (!request.Port) throw validation_error("A listener port must be specified");
  if (request.DefaultActions.empty()) throw validation_error("A listener must have a default action");
  return {.load_balancer_arn = load_balancer.arn,
          .protocol = *request.Protocol,
          .port = *request.Port,
          .default_actions = requested_actions(request.DefaultActions, load_balancer, store),
          .tags = checked_tags(request.Tags)};
}

}  // namespace aws::region::elbv2
