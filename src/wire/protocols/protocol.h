// Between typed values and HTTP messages, for both ends of a connection and each of AWS's protocols. A protocol walks
// the contract's descriptors and knows no service; a value travels as a `const void*` to the type that the operation's
// input or output shape describes.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "contract/shape.h"
#include "wire/http/http.h"

namespace aws::wire {

class Protocol {
 public:
  virtual ~Protocol() = default;

  // The client's side. decode_response throws the aws::Error that an error reply carries; a reply that cannot be read
  // is an aws::Error "InvalidResponse" with Fault::kReceiver.
  virtual http::Request encode_request(const contract::Operation& operation, const void* input) const = 0;
  virtual void decode_response(const contract::Operation& operation, const http::Response& response,
                               void* output) const = 0;

  // The region's side. An unknown member is ignored (AWS does so too) and logged at debug level; a member of the wrong
  // type throws the protocol's own error, "SerializationException" or "MalformedInput", EC2's "InvalidParameterValue".
  virtual void decode_request(const contract::Operation& operation, const http::Request& request,
                              void* input) const = 0;
  virtual http::Response encode_response(const contract::Operation& operation, const void* output,
                                         std::string_view request_id) const = 0;
  virtual http::Response encode_error(const contract::Service& service, const Error& error,
                                      std::string_view request_id) const = 0;
};

const Protocol& protocol(contract::ProtocolKind kind);

// Checks the constraints of the model: required members, lengths, ranges, patterns, enumerations. Throws the error that
// AWS answers in this protocol, all violations in one message for the JSON and query protocols:
//   ValidationException / ValidationError  "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy
//                                           constraint: Member must have length greater than or equal to 3"
//   MissingParameter (EC2)                 "The request must contain the parameter LaunchTemplateName"
void validate(const contract::Operation& operation, const void* input);

}  // namespace aws::wire
