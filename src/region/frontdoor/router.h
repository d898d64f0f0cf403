// Finds the service and the operation that a request is for, by what it says: X-Amz-Target for the JSON protocols,
// Action and Version for the query protocols, and where that does not tell, the service that it is signed for.
#pragma once

#include <string>

#include "contract/shape.h"
#include "wire/http.h"

namespace aws::region::frontdoor {

struct Route {
  const contract::Service* service = nullptr;                        // none: not one of ours
  const contract::Operation* operation = nullptr;                    // none: the service has no such operation
  contract::ProtocolKind protocol = contract::ProtocolKind::kQuery;  // the service's, or what the request looks like
  std::string operation_name;
  std::string version;
  std::string signing_name;  // "" when the request is not signed
};

Route find_route(const http::Request& request);

}  // namespace aws::region::frontdoor
