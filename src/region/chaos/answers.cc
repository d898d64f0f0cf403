#include "region/chaos/answers.h"

#include <algorithm>

namespace aws::region::chaos {
namespace {

constexpr int kThrottled = 400;  // where the service does not say otherwise
constexpr int kBroken = 500;
constexpr int kUnavailable = 503;

bool is_dynamodb(const contract::Service& service) { return service.name == "dynamodb"; }
bool is_ec2(const contract::Service& service) { return service.protocol == contract::ProtocolKind::kEc2; }
bool is_json(const contract::Service& service) {
  return service.protocol == contract::ProtocolKind::kJson10 || service.protocol == contract::ProtocolKind::kJson11 ||
         service.protocol == contract::ProtocolKind::kRestJson;
}

bool declares(const contract::Operation& operation, std::string_view code) {
  return std::ranges::any_of(operation.errors, [code](const auto& error) { return error.code == code; });
}

Error dynamodb_throttled(const contract::Operation& operation) {
  // What reads and writes items is throttled by its table, the rest by the service.
  constexpr std::string_view kByTable = "ProvisionedThroughputExceededException";
  if (declares(operation, kByTable)) {
    return {std::string(kByTable),
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
            "provisioning level with the UpdateTable API."};
  }
  return {"ThrottlingException", "Rate of requests exceeds the allowed throughput."};
}

}  // namespace

Error throttled(const contract::Operation& operation) {
  const contract::Service& service = *operation.service;
  if (is_ec2(service)) return {"RequestLimitExceeded", "Request limit exceeded.", kUnavailable, Fault::kReceiver};
  if (is_dynamodb(service)) return dynamodb_throttled(operation);
  const std::string_view code = is_json(service) ? "ThrottlingException" : "Throttling";
  const auto declared = std::ranges::find(operation.errors, code, &contract::ErrorCode::code);
  const int status = declared == operation.errors.end() ? kThrottled : declared->http_status;
  return {std::string(code), "Rate exceeded", status};
}

Error broken(const contract::Service& service) {
  if (is_ec2(service)) return {"InternalError", "An internal error has occurred", kBroken, Fault::kReceiver};
  if (is_dynamodb(service)) return {"InternalServerError", "Internal server error", kBroken, Fault::kReceiver};
  if (is_json(service)) {
    return {"InternalServerError", "An error occurred on the server side.", kBroken, Fault::kReceiver};
  }
  return {service.name == "iam" ? "ServiceFailure" : "InternalFailure",
          "The request processing has failed because of an unknown error, exception or failure.", kBroken,
          Fault::kReceiver};
}

Error unavailable(const contract::Service& service) {
  if (is_ec2(service)) {
    return {"Unavailable", "The server is overloaded and can't handle the request.", kUnavailable, Fault::kReceiver};
  }
  if (is_dynamodb(service)) {
    return {"ServiceUnavailable", "DynamoDB is currently unavailable.", kUnavailable, Fault::kReceiver};
  }
  return {is_json(service) ? "ServiceUnavailableException" : "ServiceUnavailable",
          "The request has failed due to a temporary failure of the server.", kUnavailable, Fault::kReceiver};
}

}  // namespace aws::region::chaos
