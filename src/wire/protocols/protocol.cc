#include "wire/protocols/protocol.h"

#include <fmt/format.h>

#include "wire/protocols/protocols.h"

namespace aws::wire {

const Protocol& protocol(contract::ProtocolKind kind) {
  switch (kind) {
    case contract::ProtocolKind::kJson10:
      return json10_protocol();
    case contract::ProtocolKind::kJson11:
      return json11_protocol();
    case contract::ProtocolKind::kQuery:
      return query_protocol();
    case contract::ProtocolKind::kEc2:
      return ec2_protocol();
    case contract::ProtocolKind::kRestJson:
      return rest_json_protocol();
  }
  return query_protocol();
}

Error invalid_response(const contract::Operation& operation, const http::Response& response, std::string_view reason) {
  return Error("InvalidResponse",
               fmt::format("the reply to {} cannot be read: {} (HTTP {})", operation.name, reason, response.status),
               response.status, Fault::kReceiver);
}

}  // namespace aws::wire
