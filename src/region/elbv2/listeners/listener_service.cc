#include "region/elbv2/listeners/listener_service.h"

#include "region/elbv2/attributes.h"
#include "region/elbv2/errors.h"
#include "region/elbv2/pages.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"
#include "region/elbv2/view.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

std::vector<const Listener*> selected(const api::DescribeListenersRequest& request, const Elbv2Store& store) {
  if (!request.LoadBalancerArn && request.ListenerArns.empty()) {
    throw validation_error("You must specify either listener ARNs or a load balancer ARN");
  }
  std::vector<const Listener*> listeners;
  for (const auto& arn : request.ListenerArns) {
    require_arn("listener", arn);
    listeners.push_back(&store.listener(arn));
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

void ListenerService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateListener, this, &ListenerService::create);
  handlers.on(api::operations::DescribeListeners, this, &ListenerService::describe_all);
  handlers.on(api::operations::ModifyListener, this, &ListenerService::modify);
  handlers.on(api::operations::DeleteListener, this, &ListenerService::remove);
  handlers.on(api::operations::DescribeListenerAttributes, this, &ListenerService::attributes);
  handlers.on(api::operations::ModifyListenerAttributes, this, &ListenerService::modify_attributes);
}

void ListenerService::changed() {
  parts_.monitor.listeners_changed();
  parts_.listeners.changed();
}

void ListenerService::require_free_port(const ListenerSettings& settings) const {
  const auto& address = parts_.store.load_balancer(settings.load_balancer_arn).address;
  const auto reason = parts_.balancer.cannot_bind(address, static_cast<std::uint16_t>(settings.port));
  if (reason) throw cannot_bind(address, settings.port, *reason);
}

api::CreateListenerResponse ListenerService::create(const api::CreateListenerRequest& request) {
  auto settings = requested_listener(request, parts_.store, parts_.certificates);
  if (const auto* existing = parts_.store.same_listener(settings)) return {.Listeners = {describe(*existing)}};
  require_free_port(settings);
  const auto& created = parts_.store.create_listener(std::move(settings));
  changed();
  return {.Listeners = {describe(created)}};
}

api::DescribeListenersResponse ListenerService::describe_all(const api::DescribeListenersRequest& request) {
  const auto page = page_of(selected(request, parts_.store), request.PageSize, request.Marker);
  api::DescribeListenersResponse response{.NextMarker = page.next};
  for (const auto* listener : page.items) response.Listeners.push_back(describe(*listener));
  return response;
}

api::ModifyListenerResponse ListenerService::modify(const api::ModifyListenerRequest& request) {
  require_arn("listener", request.ListenerArn.value_or(""));
  Listener listener = parts_.store.listener(*request.ListenerArn);
  const int port = listener.settings.port;
  listener.settings = modified_listener(std::move(listener.settings), request, parts_.store, parts_.certificates);
  const auto& settings = listener.settings;
  if (settings.protocol == "HTTP") listener.more_certificates.clear();
  if (settings.port != port) {
    for (const auto& [arn, other] : parts_.store.listeners()) {
      const bool same = other.settings.load_balancer_arn == settings.load_balancer_arn;
      if (same && other.settings.port == settings.port) throw duplicate_listener(settings.load_balancer_arn);
    }
    require_free_port(settings);
  }
  const auto& modified = parts_.store.put(std::move(listener));
  changed();
  return {.Listeners = {describe(modified)}};
}

api::DeleteListenerResponse ListenerService::remove(const api::DeleteListenerRequest& request) {
  require_arn("listener", request.ListenerArn.value_or(""));
  parts_.store.delete_listener(std::string(parts_.store.listener(*request.ListenerArn).arn));
  changed();
  return {};
}

api::DescribeListenerAttributesResponse ListenerService::attributes(
    const api::DescribeListenerAttributesRequest& request) {
  require_arn("listener", request.ListenerArn.value_or(""));
  const auto& attributes = parts_.store.listener(*request.ListenerArn).attributes;
  return {.Attributes = describe_attributes<api::ListenerAttribute>(kListenerAttributes, attributes)};
}

api::ModifyListenerAttributesResponse ListenerService::modify_attributes(
    const api::ModifyListenerAttributesRequest& request) {
  require_arn("listener", request.ListenerArn.value_or(""));
  Listener listener = parts_.store.listener(*request.ListenerArn);
  set_attributes(kListenerAttributes, request.Attributes, listener.attributes);
  const auto& attributes = parts_.store.put(std::move(listener)).attributes;
  changed();
  return {.Attributes = describe_attributes<api::ListenerAttribute>(kListenerAttributes, attributes)};
}

}  // namespace aws::region::elbv2
