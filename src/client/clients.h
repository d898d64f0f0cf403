// Every service of the contract at the other end of a network connection: the one place where the client's layers are
// put together. Any thread may call, if the clock and the random source stand it, as the system's do.
//
//   Clients::apis()  ->  Stub  ->  RetryingChannel  ->  RemoteChannel (encode, sign, decode)  ->  Transport
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "client/credentials.h"
#include "client/endpoints.h"
#include "client/environment.h"
#include "client/http_options.h"
#include "client/retrying_channel.h"
#include "client/transport.h"
#include "contract/apis.h"

namespace aws::client {

struct ClientOptions {
  std::string endpoint_url;  // of every service; "": as the environment or the profile says, see endpoints.h
  std::string region;        // "": as the environment or the profile says
  std::string profile;       // of the shared files; "": AWS_PROFILE, or "default"
  bool allow_aws = false;    // may requests go to Amazon Web Services, and to an instance's metadata service?

  // None: the environment (unless `profile` is given), the profile, the instance's role.
  std::shared_ptr<CredentialsProvider> credentials{};

  std::optional<int> max_attempts{};  // none: AWS_MAX_ATTEMPTS, the profile's max_attempts, or 3
  HttpOptions http{};                 // for the transport that connect() makes; its ca_bundle: else AWS_CA_BUNDLE
  CallObserver on_call{};             // told of every call when it has ended, on the caller's thread
};

class Clients {
 public:
  virtual ~Clients() = default;
  virtual Apis apis() = 0;
  virtual const std::string& region() const = 0;
  virtual const Endpoint& endpoint(const contract::Service& service) const = 0;
};

// What the clients live on; all of it outlives them.
struct Surroundings {
  Clock& clock;
  Random& random;
  Environment environment{};  // empty: nothing but the options counts
};

// Settles where the services are, but sends nothing yet. Throws aws::Error, in one line, when options, environment and
// profile do not say enough: "NoEndpoint", "NoRegion", "ProfileNotFound", "InvalidEndpoint", ... That there are no
// credentials shows at the first call. Without a transport it makes an HttpTransport.
std::unique_ptr<Clients> connect(const ClientOptions& options, const Surroundings& surroundings,
                                 std::unique_ptr<Transport> transport = nullptr);

// The chain that connect() uses when it is given no credentials.
std::unique_ptr<CredentialsProvider> default_credentials(const ClientOptions& options, const Surroundings& surroundings,
                                                         const Profile& profile);

}  // namespace aws::client
