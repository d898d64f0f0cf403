#include "region/frontdoor/router.h"

#include <string_view>

#include "wire/protocols/form.h"
#include "wire/protocols/rest_uri.h"
#include "wire/sigv4.h"

namespace aws::region::frontdoor {
namespace {

using contract::ProtocolKind;

std::variant<sigv4::Authorization, Error> authorization_of(const http::Request& request) {
  try {
    return sigv4::parse_authorization(request);
  } catch (const Error& error) {  // said when the call is authenticated
    return error;
  }
}

bool is_json(const contract::Service& service) { return !service.target_prefix.empty(); }
bool is_rest(const contract::Service& service) { return service.protocol == ProtocolKind::kRestJson; }

template <class Accepts>
const contract::Service* find_service(Accepts accepts) {
  for (const auto* service : contract::services()) {
    if (accepts(*service)) return service;
  }
  return nullptr;
}

// DynamoDB_20120810.GetItem
void read_target(std::string_view target, Route& route) {
  const auto dot = target.rfind('.');
  const auto prefix = target.substr(0, dot);
  route.protocol = ProtocolKind::kJson10;
  route.operation_name = dot == std::string_view::npos ? "" : std::string(target.substr(dot + 1));
  route.service = find_service(
      [&](const contract::Service& service) { return is_json(service) && service.target_prefix == prefix; });
}

// Nothing in such a request names its service but the signature; without a right one, the host that it is sent to or
// the path.
const contract::Service* find_rest_service(const http::Request& request, const std::string& signing_name) {
  const auto host = request.headers.get("Host");
  const auto first_label = host.substr(0, host.find('.'));
  const auto* signed_for = find_service(
      [&](const contract::Service& service) { return is_rest(service) && service.signing_name == signing_name; });
  if (signed_for) return signed_for;
  return find_service([&](const contract::Service& service) {
    return is_rest(service) &&
           (service.endpoint_prefix == first_label || wire::find_rest_operation(service, request) != nullptr);
  });
}

void read_path(const http::Request& request, Route& route) {
  route.protocol = ProtocolKind::kRestJson;
  route.operation = wire::find_rest_operation(*route.service, request);
  route.operation_name =
      route.operation ? std::string(route.operation->name) : request.method + " " + std::string(request.path());
}

void read_action(const http::Request& request, Route& route) {
  route.operation_name = wire::form_value(request, "Action");
  route.version = wire::form_value(request, "Version");
  route.service = find_service([&](const contract::Service& service) {
    return !is_json(service) && !is_rest(service) && service.api_version == route.version;
  });
}

}  // namespace

std::string Route::signing_name() const {
  const auto* signature = std::get_if<sigv4::Authorization>(&authorization);
  return signature ? signature->scope.service : "";
}

Route find_route(const http::Request& request) {
  Route route;
  route.authorization = authorization_of(request);
  const auto target = request.headers.find("X-Amz-Target");
  if (!target) route.service = find_rest_service(request, route.signing_name());
  if (route.service) {
    read_path(request, route);
    return route;
  }
  target ? read_target(*target, route) : read_action(request, route);
  if (!route.service) {
    route.service =
        find_service([&](const contract::Service& service) { return service.signing_name == route.signing_name(); });
  }
  if (!route.service) return route;
  route.protocol = route.service->protocol;
  const bool right_version = is_json(*route.service) || route.service->api_version == route.version;
  if (right_version) route.operation = route.service->find(route.operation_name);
  return route;
}

}  // namespace aws::region::frontdoor
