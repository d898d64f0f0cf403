// Generated from botocore's pantry/2026-01-01 service model. Do not edit.
#pragma once

#include "contract/shape.h"

namespace aws::cold_pantry {

struct FetchJarsRequest;
struct FetchJarsResponse;

struct FetchJarsRequest {
  std::optional<std::string> shelf;
  std::vector<std::string> Labels;
  std::optional<std::string> Season;
  std::optional<int> count;
  bool operator==(const cold_pantry::FetchJarsRequest&) const = default;
};

struct FetchJarsResponse {
  std::optional<std::string> Shelf;
  bool operator==(const cold_pantry::FetchJarsResponse&) const = default;
};

// One method per operation, carried out by whatever is at the other end of the channel; each may throw aws::Error.
class Api {
 public:
  explicit Api(contract::Channel& channel) : channel_(channel) {}
  contract::Channel& channel() const { return channel_; }

  FetchJarsResponse FetchJars(const FetchJarsRequest& request) const;

 private:
  contract::Channel& channel_;
};

extern const contract::Service kService;

namespace operations {
extern const contract::OperationFor<FetchJarsRequest, FetchJarsResponse> FetchJars;
}  // namespace operations

namespace shapes {
extern const contract::Shape FetchJarsRequest;
extern const contract::Shape FetchJarsResponse;
}  // namespace shapes

}  // namespace aws::cold_pantry
