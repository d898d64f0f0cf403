#include "contract/failure.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace aws::contract {
namespace {

// The codes with which AWS's services throttle; a throttled request was not carried out.
constexpr std::array kThrottled = std::to_array<std::string_view>({
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "RequestThrottled",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "SlowDown",
    "EC2ThrottledException",
    "PriorRequestNotComplete",
});
// Auto Scaling answers ResourceContention with 500, but it means that another change has to end first.
// IDPCommunicationError: the Security Token Service could not ask the identity provider.
constexpr std::array kNotCarriedOut =
    std::to_array<std::string_view>({"ConnectionError", "ResourceContention", "IDPCommunicationError"});
constexpr std::array kUnknownOutcome =
    std::to_array<std::string_view>({"ConnectionLost", "RequestTimeout", "RequestTimeoutException", "InvalidResponse"});

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

}  // namespace

Failure classify(const Error& error) {
  if (contains(kThrottled, error.code()) || contains(kNotCarriedOut, error.code())) return Failure::kRefused;
  if (contains(kUnknownOutcome, error.code())) return Failure::kUncertain;
  switch (error.http_status()) {
    case 429:
    case 503:  // by its definition the server did not handle the request
      return Failure::kRefused;
    case 500:
    case 502:
    case 504:
      return Failure::kUncertain;
    default:
      return Failure::kFinal;
  }
}

}  // namespace aws::contract
