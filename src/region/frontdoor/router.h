// Finds the service and the operation that a request is for, by what it says: X-Amz-Target for the JSON protocols,
// Action and Version for the query protocols, method and path for the services that it is signed for or sent to and
// that speak REST, and where that does not tell, the service that it is signed for.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/error.h"
#include "contract/shape.h"
#include "wire/http/http.h"
#include "wire/sigv4.h"

namespace aws::region::frontdoor {

struct Route {
  const contract::Service* service = nullptr;                        // none: not one of ours
  const contract::Operation* operation = nullptr;                    // none: the service has no such operation
  contract::ProtocolKind protocol = contract::ProtocolKind::kQuery;  // the service's, or what the request looks like
  std::string operation_name;
  std::string version;
  std::variant<sigv4::Authorization, Error> authorization;  // or why there is none

  std::string signing_name() const;  // "" when the request is not signed
};

Route find_route(const http::Request& request);

}  // namespace aws::region::frontdoor
