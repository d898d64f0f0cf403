#include "client/clients.h"

#include <charconv>

#include "client/endpoints.h"
#include "client/errors.h"
#include "client/http_transport.h"
#include "client/instance_metadata.h"
#include "client/remote_channel.h"
#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "contract/sts.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;

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
        channel_(remote_, retry, surroundings.clock, surroundings.random, options.on_call) {}

  Apis apis() override { return {autoscaling_, dynamodb_, ec2_, elbv2_, iam_, ssm_, sts_}; }
  const std::string& region() const override { return parts_.region; }
  const Endpoint& endpoint(const contract::Service& service) const override { return parts_.endpoints.at(&service); }

 private:
  Parts parts_;
  RemoteChannel remote_;
  RetryingChannel channel_;
  autoscaling::Stub autoscaling_{channel_};
  dynamodb::Stub dynamodb_{channel_};
  ec2::Stub ec2_{channel_};
  elbv2::Stub elbv2_{channel_};
  iam::Stub iam_{channel_};
  ssm::Stub ssm_{channel_};
  sts::Stub sts_{channel_};
};

RetryOptions retry_options(const ClientOptions& options, const Environment& environment, const Profile& profile) {
  if (options.max_attempts) return {.max_attempts = *options.max_attempts};
  auto setting = environment.get("AWS_MAX_ATTEMPTS");
  if (!setting) setting = profile.get("max_attempts");
  if (!setting) return {};
  RetryOptions retry;
  const auto [end, problem] = std::from_chars(setting->data(), setting->data() + setting->size(), retry.max_attempts);
  if (problem != std::errc() || end != setting->data() + setting->size() || retry.max_attempts < 1) {
    throw invalid_setting("AWS_MAX_ATTEMPTS (max_attempts)", *setting, "a whole number from 1");
  }
  return retry;
}

std::unique_ptr<Transport> default_transport(HttpOptions http, const Environment& environment, const Profile& profile) {
  if (http.ca_bundle.empty()) {
    http.ca_bundle = environment.get("AWS_CA_BUNDLE").value_or(profile.get("ca_bundle").value_or(""));
  }
  return std::make_unique<HttpTransport>(std::move(http));
}

}  // namespace

std::unique_ptr<CredentialsProvider> default_credentials(const ClientOptions& options, const Surroundings& surroundings,
                                                         const Profile& profile) {
  const Environment& environment = surroundings.environment;
  std::vector<std::unique_ptr<CredentialsSource>> sources;
  if (options.profile.empty()) sources.push_back(std::make_unique<EnvironmentCredentials>(environment));
  sources.push_back(std::make_unique<ProfileCredentials>(profile));
  // Further kinds of source have their place here, in the order of the AWS SDK for C++: a profile's process, a web
  // identity, single sign-on; and, in place of the instance's, a container's.

  // Only AWS has a metadata service at its well-known address; elsewhere it has to be named.
  const bool named = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT").has_value();
  if ((named || options.allow_aws) && !environment.is_true("AWS_EC2_METADATA_DISABLED")) {
    HttpOptions http{.connect_timeout = 1s, .timeout = 1s, .check_interrupt = options.http.check_interrupt};
    sources.push_back(std::make_unique<InstanceCredentials>(std::make_shared<InstanceMetadata>(
        metadata_options(environment), std::make_unique<HttpTransport>(std::move(http)), surroundings.clock)));
  }
  return std::make_unique<CredentialsChain>(std::move(sources), surroundings.clock, surroundings.random);
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
  parts.transport = transport ? std::move(transport) : default_transport(options.http, environment, profile);
  parts.credentials = options.credentials ? options.credentials : default_credentials(options, surroundings, profile);

  const RetryOptions retry = retry_options(options, environment, profile);
  return std::make_unique<RemoteClients>(std::move(parts), retry, options, surroundings);
}

}  // namespace aws::client
