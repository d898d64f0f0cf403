// The Security Token Service for sources that get their credentials there: a client of one service, built as the one in
// clients.cc is, on the credentials of whoever asks.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "client/clients.h"
#include "client/credentials/credentials.h"
#include "client/remote_channel.h"
#include "client/retry/retrying_channel.h"
#include "contract/sts.h"

namespace aws::client {

class TokenService {
 public:
  TokenService(const Endpoint& endpoint, std::shared_ptr<CredentialsProvider> caller,
               std::unique_ptr<Transport> transport, const Surroundings& surroundings)
      : caller_(std::move(caller)),
        transport_(std::move(transport)),
        remote_({{&sts::kService, endpoint}}, *caller_, *transport_, surroundings.clock),
        channel_(remote_, {}, surroundings.clock, surroundings.random) {}

  const sts::Api& api() const { return api_; }

 private:
  const std::shared_ptr<CredentialsProvider> caller_;
  const std::unique_ptr<Transport> transport_;
  RemoteChannel remote_;
  RetryingChannel channel_;
  sts::Api api_{channel_};
};

// Connects on first use, for then it may fail: there may be no endpoint.
using TokenServiceConnector = std::function<std::unique_ptr<TokenService>(std::shared_ptr<CredentialsProvider> caller)>;

// The session that the service began. Throws "InvalidCredentials", saying so of `place`, when the reply has no keys.
ExpiringCredentials session_of(const std::optional<sts::Credentials>& reply, const std::string& place);

// What a session is called when nobody gave it a name.
std::string default_session_name(const Clock& clock);

}  // namespace aws::client
