// The protocols, one function each; protocol.cc chooses among them by the service's kind.
#pragma once

#include <string_view>

#include "base/error.h"
#include "wire/protocols/protocol.h"

namespace aws::wire {

const Protocol& json10_protocol();
const Protocol& json11_protocol();
const Protocol& query_protocol();
const Protocol& ec2_protocol();
const Protocol& rest_json_protocol();

// A reply that is not what the protocol promises.
Error invalid_response(const contract::Operation& operation, const http::Response& response, std::string_view reason);

inline bool is_success(const http::Response& response) { return response.status / 100 == 2; }
inline Fault fault_of(int http_status) { return http_status >= 500 ? Fault::kReceiver : Fault::kSender; }

}  // namespace aws::wire
