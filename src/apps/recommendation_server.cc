// recommendation-server [PORT]: the web server that an instance of the recommendation service runs.
#include <spdlog/spdlog.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "base/event_loop.h"
#include "base/fibers/fibers.h"
#include "base/random.h"
#include "base/system_clock.h"
#include "client/clients.h"
#include "client/credentials/instance_metadata.h"
#include "client/http/http_transport.h"
#include "recommendation/web_server.h"

namespace {

using namespace std::chrono_literals;
using aws::client::InstanceMetadata;

std::optional<std::uint16_t> parse_port(const char* text) {
  std::uint16_t port = 0;
  const char* end = text + std::strlen(text);
  const auto [parsed, problem] = std::from_chars(text, end, port);
  return problem == std::errc() && parsed == end && port > 0 ? std::optional(port) : std::nullopt;
}

constexpr int kMetadataAttempts = 10;  // a second apart

// An answer that is lost or late is asked for again: an instance that boots on a bad day would never serve otherwise.
std::optional<std::string> read(InstanceMetadata& metadata, const std::string& path, aws::Clock& clock) {
  for (int attempt = 1;; ++attempt) {
    try {
      return metadata.get(path);
    } catch (const aws::Error& error) {
      const bool may_pass = error.is("ConnectionLost") || error.is("RequestTimeout");
      if (!may_pass || attempt == kMetadataAttempts) throw;
    }
    clock.sleep_for(1s);
  }
}

std::string fact(InstanceMetadata& metadata, const std::string& path, aws::Clock& clock) {
  const auto value = read(metadata, "/latest/meta-data/" + path, clock);
  if (!value) throw aws::Error("MetadataError", metadata.endpoint() + " does not know this instance's " + path);
  return *value;
}

// Off an embedded region only the instance knows where it is.
std::string region(const aws::client::Environment& environment, InstanceMetadata& metadata, aws::Clock& clock) {
  for (const char* variable : {"AWS_REGION", "AWS_DEFAULT_REGION"}) {
    if (const auto given = environment.get(variable)) return *given;
  }
  return fact(metadata, "placement/region", clock);
}

void run(std::uint16_t port) {
  aws::SystemClock system_clock;
  aws::EventLoop loop;
  aws::FiberClock clock(system_clock, loop);
  aws::SystemRandom random;
  const aws::client::Surroundings surroundings{clock, random, aws::client::process_environment()};
  const aws::client::HttpOptions http{.connect_timeout = 1s, .timeout = 2s};

  InstanceMetadata metadata(aws::client::metadata_options(surroundings.environment),
                            std::make_unique<aws::client::HttpTransport>(http), clock);
  aws::client::ClientOptions options{.region = region(surroundings.environment, metadata, clock), .allow_aws = true};
  options.http = http;
  options.http.loop = &loop;
  options.retry = {.max_attempts = aws::recommendation::kTableAttempts,
                   .max_delay = aws::recommendation::kLongestTablePause,
                   .max_timeout_attempts = aws::recommendation::kTableTimeouts};
  const auto table_clients = connect(options, surroundings);
  options.max_attempts = 1;  // the cache tries again soon enough, and nobody should wait for it
  const auto parameter_clients = connect(options, surroundings);

  const std::string prefix =
      surroundings.environment.get("RESILIENT_SERVICE_PREFIX").value_or(aws::recommendation::kDefaultPrefix);
  aws::recommendation::ParameterCache parameters(parameter_clients->apis().ssm, clock,
                                                 aws::recommendation::ParameterNames(prefix));
  const aws::recommendation::Recommender recommender(
      table_clients->apis().dynamodb,
      {.instance_id = fact(metadata, "instance-id", clock),
       .availability_zone = fact(metadata, "placement/availability-zone", clock)},
      random);
  serve({.address = fact(metadata, "local-ipv4", clock), .port = port}, loop, recommender, parameters);
}

}  // namespace

int main(int argc, char** argv) {
  const auto port = argc > 1 ? parse_port(argv[1]) : std::uint16_t{80};
  if (argc > 2 || !port) {
    std::fprintf(stderr, "usage: recommendation-server [PORT]   PORT: 1 to 65535, 80 when none is given\n");
    return 2;
  }
  try {
    spdlog::flush_on(spdlog::level::info);
    run(*port);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "recommendation-server: %s\n", error.what());
    return 1;
  }
}
