#include "client/clients.h"

#include "client/credentials/default_credentials.h"
#include "client/endpoints.h"
#include "client/http/http_settings.h"
#include "client/http/http_transport.h"
#include "client/remote_channel.h"
#include "client/retry/retry_settings.h"
#include "contract/channel_apis.h"

namespace aws::client {
namespace {

// Top to bottom: each layer is built on the one declared above it.
class RemoteClients final : public Clients {
 public:
  struct Parts {
    std::unique_ptr<Transport> transport;
    std::shared_ptr<CredentialsProvider> credentials;
    RemoteChannel::Endpoints endpoints;
    std::string region;
  };

  RemoteClients(Parts parts, const RetryOptions& retry, const ClientOptions& options, const Surroundings& surroundings)
      : parts_(std::move(parts)),
        remote_(parts_.endpoints, *parts_.credentials, *parts_.transport, surroundings.clock),
        channel_(remote_, retry, surroundings.clock, surroundings.random, {options.on_call, options.on_retry}) {}

  Apis apis() override { return apis_.apis(); }
  const std::string& region() const override { return parts_.region; }
  const Endpoint& endpoint(const contract::Service& service) const override { return parts_.endpoints.at(&service); }

 private:
  Parts parts_;
  RemoteChannel remote_;
  RetryingChannel channel_;
  ChannelApis apis_{channel_};
};

}  // namespace

std::unique_ptr<Transport> make_transport(const Surroundings& surroundings, HttpOptions options) {
  if (surroundings.network) return surroundings.network(std::move(options));
  return std::make_unique<HttpTransport>(std::move(options));
}

std::unique_ptr<Clients> connect(const ClientOptions& options, const Surroundings& surroundings,
                                 std::unique_ptr<Transport> transport) {
  const Environment& environment = surroundings.environment;
  const Profile profile = Profile::load(environment, options.profile);

  RemoteClients::Parts parts;
  parts.region = resolve_region(options.region, environment, profile);
  const EndpointResolver resolver({.url = options.endpoint_url, .allow_aws = options.allow_aws}, parts.region,
                                  environment, profile);
  for (const contract::Service* service : contract::services()) parts.endpoints[service] = resolver.resolve(*service);
  parts.transport = transport ? std::move(transport)
                              : make_transport(surroundings, http_settings(options.http, environment, profile));
  parts.credentials = options.credentials ? options.credentials : default_credentials(options, surroundings, profile);

  RetryOptions retry = retry_settings(environment, profile, options.retry);
  if (options.max_attempts) retry.max_attempts = *options.max_attempts;
  return std::make_unique<RemoteClients>(std::move(parts), retry, options, surroundings);
}

}  // namespace aws::client
