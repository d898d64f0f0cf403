// Every service of the contract at the other end of a network connection: the one place where the client's layers are
// put together. Any thread may call, if the clock and the random source stand it, as the system's do.
//
//   Clients::apis()  ->  RetryingChannel  ->  RemoteChannel (encode, sign, decode)  ->  Transport
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "client/credentials/credentials.h"
#include "client/endpoints.h"
#include "client/environment.h"
#include "client/http/http_options.h"
#include "client/http/transport.h"
#include "client/retry/retrying_channel.h"
#include "contract/apis.h"

namespace aws::client {

struct ClientOptions {
  std::string endpoint_url;  // of every service; "": as the environment or the profile says, see endpoints.h
  std::string region;        // "": as the environment or the profile says
  std::string profile;       // of the shared files; "": AWS_PROFILE, or "default"
  bool allow_aws = false;    // may requests go to Amazon Web Services, and to an instance's metadata service?

  // None: those that default_credentials.h finds.
  std::shared_ptr<CredentialsProvider> credentials{};

  std::optional<int> max_attempts{};  // none: AWS_MAX_ATTEMPTS, the profile's max_attempts, or the following
  RetryOptions retry{};
  HttpOptions http{};        // for the transport that connect() makes; its ca_bundle: else AWS_CA_BUNDLE
  CallObserver on_call{};    // told of every call when it has ended, on the caller's thread
  RetryObserver on_retry{};  // told of every attempt that failed and is repeated, likewise
};

class Clients {
 public:
  virtual ~Clients() = default;
  virtual Apis apis() = 0;
  virtual const std::string& region() const = 0;
  virtual const Endpoint& endpoint(const contract::Service& service) const = 0;
};

// What the clients live on; clock and random source outlive them.
struct Surroundings {
  Clock& clock;
  Random& random;
  Environment environment{};  // empty: nothing but the options counts
  // How requests are sent; empty: by an HttpTransport.
  std::function<std::unique_ptr<Transport>(HttpOptions options)> network{};
};

std::unique_ptr<Transport> make_transport(const Surroundings& surroundings, HttpOptions options);

// Settles where the services are, but sends nothing yet. Throws aws::Error, in one line, when options, environment and
// profile do not say enough: "NoEndpoint", "NoRegion", "ProfileNotFound", "InvalidEndpoint", ... That there are no
// credentials shows at the first call. Without a transport it makes one.
std::unique_ptr<Clients> connect(const ClientOptions& options, const Surroundings& surroundings,
                                 std::unique_ptr<Transport> transport = nullptr);

}  // namespace aws::client
