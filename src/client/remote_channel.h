// The last typed layer: one call becomes one HTTP request, signed unless it is anonymous; one reply becomes its
// output or its error. Any thread.
#pragma once

#include <map>

#include "base/clock.h"
#include "client/credentials/credentials.h"
#include "client/endpoints.h"
#include "client/http/transport.h"
#include "contract/shape.h"

namespace aws::client {

class RemoteChannel final : public contract::Channel {
 public:
  using Endpoints = std::map<const contract::Service*, Endpoint>;

  RemoteChannel(Endpoints endpoints, CredentialsProvider& credentials, Transport& transport, Clock& clock)
      : endpoints_(std::move(endpoints)), credentials_(credentials), transport_(transport), clock_(clock) {}

  void call(const contract::Operation& operation, const void* input, void* output) override;

 private:
  const Endpoints endpoints_;
  CredentialsProvider& credentials_;
  Transport& transport_;
  Clock& clock_;
};

}  // namespace aws::client
