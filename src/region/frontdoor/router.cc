#include "region/frontdoor/router.h"

#include <string_view>

#include "wire/protocols/form.h"
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

void read_action(const http::Request& request, Route& route) {
  route.operation_name = wire::form_value(request, "Action");
  route.version = wire::form_value(request, "Version");
  route.service = find_service(
      [&](const contract::Service& service) { return !is_json(service) && service.api_version == route.version; });
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
