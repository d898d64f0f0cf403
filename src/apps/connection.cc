#include "apps/connection.h"

#include <fmt/format.h>

#include "apps/data_folder.h"
#include "base/error.h"
#include "base/system_clock.h"
#include "contract/sts.h"

namespace aws::apps {
namespace {

// More than a client's usual three: the workflow makes hundreds of calls, and would rather wait than leave half a
// service behind that costs money.
constexpr client::RetryOptions kPatient{.max_attempts = 10};
// A region that is being started again answers within seconds; one that has gone does not come back by itself.
constexpr int kConnectionAttemptsHere = 4;

client::ClientOptions client_options(const Options& options, client::Observers observers) {
  client::ClientOptions chosen;
  chosen.endpoint_url = options.endpoint_url.value_or("");
  chosen.region = options.region.value_or("");
  chosen.profile = options.profile.value_or("");
  chosen.allow_aws = options.aws;
  chosen.retry = kPatient;
  chosen.http.check_interrupt = &SystemClock::throw_if_interrupted;
  chosen.on_call = std::move(observers.on_call);
  chosen.on_retry = std::move(observers.on_retry);
  return chosen;
}

bool is_local(const std::string& url) {
  return url.find("//127.") != std::string::npos || url.find("//localhost") != std::string::npos;
}

std::string introduction(const RunningRegion& region) {
  std::string text = fmt::format(
      "Working on the embedded region {} at {}, {:g} times as fast as AWS. Nothing costs anything, nothing leaves this "
      "machine.",
      region.region, region.endpoint_url, region.speed);
  if (region.service_port != 80) {
    text += fmt::format(" Port 80 cannot be opened here, so the service uses {}.", region.service_port);
  }
  if (!region.page_url.empty()) text += fmt::format("\nSee it live: {}", region.page_url);
  return text;
}

enum class Identity { kAdministrator, kAsNamed };

// Whoever names an identity together with an endpoint gets that one, or an error; everybody else is the administrator.
Identity identity_of(const Options& options, const client::Environment& environment) {
  if (!options.endpoint_url) return Identity::kAdministrator;
  const bool named = options.profile || environment.get("AWS_PROFILE") || environment.get("AWS_DEFAULT_PROFILE") ||
                     environment.get("AWS_ACCESS_KEY_ID");
  return named ? Identity::kAsNamed : Identity::kAdministrator;
}

Connection connect_to_region(const RunningRegion& region, const client::ClientOptions& chosen,
                             const client::Surroundings& surroundings, Identity identity) {
  client::ClientOptions there = chosen;
  there.endpoint_url = region.endpoint_url;
  there.region = region.region;
  there.retry.max_connection_attempts = kConnectionAttemptsHere;
  client::Surroundings seen{.clock = surroundings.clock, .random = surroundings.random};
  if (identity == Identity::kAsNamed) {
    seen.environment = surroundings.environment;
  } else {
    there.profile.clear();
    there.credentials = std::make_shared<client::StaticCredentials>(
        sigv4::Credentials{.access_key_id = region.access_key_id, .secret_access_key = region.secret_access_key});
  }
  return {.own_region = nullptr,
          .clients = client::connect(there, seen),
          .whereabouts = introduction(region),
          .page_url = region.page_url,
          .speed = region.speed,
          .service_port = region.service_port,
          .on_this_machine = true,
          .embedded = true};
}

Connection connect_elsewhere(const Options& options, const client::ClientOptions& chosen,
                             const client::Surroundings& surroundings) {
  Connection connection;
  connection.clients = client::connect(chosen, surroundings);
  const auto identity = connection.clients->apis().sts.GetCallerIdentity({});
  const std::string where = options.aws ? "Amazon Web Services" : *options.endpoint_url;
  connection.whereabouts =
      fmt::format("Working on {}, account {}, region {}, as {}.", where, identity.Account.value_or("?"),
                  connection.clients->region(), identity.Arn.value_or("?"));
  connection.on_this_machine = options.endpoint_url && is_local(*options.endpoint_url);
  return connection;
}

Connection connect_to_own_region(const Options& options, const client::ClientOptions& chosen,
                                 const client::Surroundings& surroundings) {
  auto own = std::make_unique<EmbeddedRegion>(EmbeddedRegionOptions{.place = place_named(options.region),
                                                                    .speed = options.speed.value_or(kDefaultSpeed),
                                                                    .chaos = options.chaos,
                                                                    .hosts = options.hosts,
                                                                    .internet = options.internet,
                                                                    .images = image_folder(),
                                                                    .page = !options.no_page});
  Connection connection = connect_to_region(own->whereabouts(), chosen, surroundings, Identity::kAdministrator);
  connection.whereabouts += fmt::format("\nInstances are {}.", own->what_instances_are());
  connection.own_region = std::move(own);
  return connection;
}

}  // namespace

Connection connect(const Options& options, const client::Surroundings& surroundings, client::Observers observers) {
  const client::ClientOptions chosen = client_options(options, std::move(observers));
  const auto running = find_running_region();
  if (options.aws) return connect_elsewhere(options, chosen, surroundings);
  if (options.endpoint_url) {
    // The exports of a region of ours name it as an endpoint; it is known better than that.
    const bool ours = running && running->endpoint_url == *options.endpoint_url;
    return ours ? connect_to_region(*running, chosen, surroundings, identity_of(options, surroundings.environment))
                : connect_elsewhere(options, chosen, surroundings);
  }
  if (options.command == Command::kRun) return connect_to_own_region(options, chosen, surroundings);
  if (running) return connect_to_region(*running, chosen, surroundings, Identity::kAdministrator);
  throw no_running_region();
}

}  // namespace aws::apps
