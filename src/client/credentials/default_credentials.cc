#include "client/credentials/default_credentials.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "client/credentials/assumed_role_credentials.h"
#include "client/credentials/container_credentials.h"
#include "client/credentials/instance_metadata.h"
#include "client/credentials/not_asked.h"
#include "client/credentials/process/process_credentials.h"
#include "client/credentials/token_service.h"
#include "client/credentials/web_identity_credentials.h"
#include "client/errors.h"
#include "client/http/http_settings.h"
#include "client/http/http_transport.h"
#include "client/http/url.h"
#include "contract/sts.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;

using Source = std::unique_ptr<CredentialsSource>;
using Names = std::vector<std::string>;

constexpr const char* kOnlyOnAws = "only with --aws";

// Makes the sources. A role's source makes more of them later, when it is asked, and so they share this.
class Places : public std::enable_shared_from_this<Places> {
 public:
  Places(const ClientOptions& options, const Surroundings& surroundings, const Profile& profile)
      : options_(options), around_(surroundings), profile_(profile) {}

  std::vector<Source> everywhere() const {
    const bool look_around = options_.profile.empty();  // who names a profile means that
    std::vector<Source> sources;
    if (look_around) sources.push_back(std::make_unique<EnvironmentCredentials>(around_.environment));
    sources.push_back(role(profile_, {}));
    sources.push_back(std::make_unique<ProfileCredentials>(profile_));
    sources.push_back(process(profile_));
    if (look_around) sources.push_back(web_identity(web_identity_of(around_.environment)));
    sources.push_back(web_identity(web_identity_of(profile_)));
    sources.push_back(single_sign_on(profile_));
    sources.push_back(container_url(around_.environment) ? container() : instance());
    return sources;
  }

 private:
  std::vector<Source> in_profile(const Profile& profile, const Names& roles) const {
    std::vector<Source> sources;
    // A profile may name itself: then its own keys assume its role.
    if (roles.back() != profile.name()) sources.push_back(role(profile, roles));
    sources.push_back(std::make_unique<ProfileCredentials>(profile));
    sources.push_back(process(profile));
    sources.push_back(web_identity(web_identity_of(profile)));
    sources.push_back(single_sign_on(profile));
    return sources;
  }

  std::vector<Source> beside_profiles(const std::string& name, const std::string& profile) const {
    std::vector<Source> sources;
    if (name == "Environment") {
      sources.push_back(std::make_unique<EnvironmentCredentials>(around_.environment));
    } else if (name == "EcsContainer") {
      sources.push_back(container());
    } else if (name == "Ec2InstanceMetadata") {
      sources.push_back(instance());
    } else {
      throw invalid_setting(fmt::format("credential_source of the profile '{}'", profile), name,
                            "Environment, Ec2InstanceMetadata or EcsContainer");
    }
    return sources;
  }

  // `roles` are the profiles whose roles this one is for, the first one first.
  Source role(const Profile& profile, Names roles) const {
    roles.push_back(profile.name());
    AssumedRoleCredentials::Callers callers{
        .in_profile = [self = shared_from_this(), roles](const auto& name) { return self->caller(name, roles); },
        .beside_profiles = [self = shared_from_this(), roles](
                               const auto& name) { return self->chain(self->beside_profiles(name, roles.back())); }};
    return std::make_unique<AssumedRoleCredentials>(profile, std::move(callers), token_service(), around_.clock);
  }

  std::shared_ptr<CredentialsProvider> caller(const std::string& name, const Names& roles) const {
    const auto again = std::ranges::find(roles, name);
    if (again != roles.end() && name != roles.back()) {
      throw invalid_profile(profile_.files(), fmt::format("source_profile leads from {} to {} again",
                                                          fmt::join(again, roles.end(), " to "), name));
    }
    return chain(in_profile(Profile::load(around_.environment, name), roles));
  }

  Source process(const Profile& profile) const {
    return std::make_unique<ProcessCredentials>(profile, runner(), around_.clock);
  }

  Source web_identity(WebIdentity identity) const {
    return std::make_unique<WebIdentityCredentials>(std::move(identity), token_service(), around_.clock);
  }

  Source single_sign_on(const Profile& profile) const {
    auto source = std::make_unique<SingleSignOnCredentials>(profile, runner(), around_.clock);
    if (!options_.allow_aws) return std::make_unique<NotAsked>(source->place(), kOnlyOnAws);
    return source;
  }

  Source container() const {
    auto source = std::make_unique<ContainerCredentials>(around_.environment, transport(2s), around_.clock);
    const auto url = parse_url(container_url(around_.environment).value_or(""));
    const bool stays_here = url && is_loopback(url->host);
    if (!stays_here && !options_.allow_aws) return std::make_unique<NotAsked>(source->place(), kOnlyOnAws);
    return source;
  }

  // Only AWS has a metadata service at its well-known address; elsewhere it has to be named.
  Source instance() const {
    constexpr const char* kPlace = "the instance's metadata";
    const Environment& environment = around_.environment;
    if (environment.is_true("AWS_EC2_METADATA_DISABLED")) {
      return std::make_unique<NotAsked>(kPlace, "AWS_EC2_METADATA_DISABLED is true");
    }
    const bool named = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT").has_value();
    if (!named && !options_.allow_aws) return std::make_unique<NotAsked>(kPlace, kOnlyOnAws);
    return std::make_unique<InstanceCredentials>(
        std::make_shared<InstanceMetadata>(metadata_options(environment), transport(1s), around_.clock));
  }

  std::shared_ptr<CredentialsProvider> chain(std::vector<Source> sources) const {
    return std::make_shared<CredentialsChain>(std::move(sources), around_.clock, around_.random);
  }

  TokenServiceConnector token_service() const {
    return [self = shared_from_this()](std::shared_ptr<CredentialsProvider> caller) {
      const Environment& environment = self->around_.environment;
      const std::string region = resolve_region(self->options_.region, environment, self->profile_);
      const EndpointResolver resolver({.url = self->options_.endpoint_url, .allow_aws = self->options_.allow_aws},
                                      region, environment, self->profile_);
      return std::make_unique<TokenService>(resolver.resolve(sts::kService), std::move(caller),
                                            self->transport(self->options_.http.timeout), self->around_);
    };
  }

  CommandRunner runner() const {
    return {around_.environment, around_.clock, {.check_interrupt = options_.http.check_interrupt}};
  }

  std::unique_ptr<Transport> transport(std::chrono::milliseconds timeout) const {
    HttpOptions http = http_settings(options_.http, around_.environment, profile_);
    http.timeout = timeout;
    http.connect_timeout = std::min(http.connect_timeout, timeout);
    return make_transport(around_, std::move(http));
  }

  const ClientOptions options_;
  const Surroundings around_;
  const Profile profile_;
};

}  // namespace

std::unique_ptr<CredentialsProvider> default_credentials(const ClientOptions& options, const Surroundings& surroundings,
                                                         const Profile& profile) {
  const auto places = std::make_shared<const Places>(options, surroundings, profile);
  return std::make_unique<CredentialsChain>(places->everywhere(), surroundings.clock, surroundings.random);
}

}  // namespace aws::client
