#include "region/endpoint/tls_endpoint.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "region/endpoint/endpoint_names.h"

namespace aws::region::endpoint {
namespace {

using std::chrono::seconds;

constexpr auto kRestartDelay = seconds(1);
constexpr auto kFolder = "endpoint";
constexpr auto kCertificateFile = "endpoint.pem";
constexpr auto kConfigFile = "haproxy.cfg";
constexpr auto kOutputFile = "haproxy.log";
constexpr int kListener = 4;  // the first descriptor that a supervised process gets

// Bytes are handed on as they are: signatures cover them. The region itself ends what is idle, long before.
constexpr std::string_view kConfig = R"(global
  nbthread 1
  maxconn 4000
  no strict-limits
  ssl-default-bind-options ssl-min-ver TLSv1.2
defaults
  mode tcp
  timeout connect 10s
  timeout client 1h
  timeout server 1h
frontend tls
  bind fd@{} ssl crt {} alpn http/1.1
  default_backend region
backend region
  server region {} send-proxy
)";

Authority::Options authority_options(const TlsEndpoint::Options& options) {
  return {.folder = options.data / "authority", .region = options.region, .domains = domains(options.region)};
}

}  // namespace

TlsEndpoint::TlsEndpoint(boost::asio::io_context& context, Timers& timers, Options options)
    : context_(context), timers_(timers), options_(std::move(options)), authority_(authority_options(options_)) {
  const auto folder = options_.data / kFolder;
  authority_.certify(certified_names(options_.region), folder / kCertificateFile);
  std::ofstream(folder / kConfigFile) << fmt::format(fmt::runtime(kConfig), kListener, kCertificateFile, options_.to);
  listener_ = options_.listen();
  start();
}

TlsEndpoint::~TlsEndpoint() {
  if (listener_ >= 0) close(listener_);
}

void TlsEndpoint::start() {
  const auto folder = options_.data / kFolder;
  try {
    process_ = std::make_unique<SupervisedProcess>(
        context_,
        SupervisedProcess::Command{.supervisor = options_.supervisor,
                                   .arguments = {"--router", std::to_string(options_.router), "--exec",
                                                 options_.program.string(), "-db", "-f", kConfigFile},
                                   .environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"},
                                   .folder = folder,
                                   .output = folder / kOutputFile,
                                   .descriptors = {listener_}},
        SupervisedProcess::Events{.exit = [this](int status) {
          spdlog::warn(
              "AWS's endpoints in the VPC: HAProxy ended with status {}, starting it again; {} has what it said",
              status, (options_.data / kFolder / kOutputFile).string());
          process_.reset();
          start_again();
        }});
  } catch (const Error& error) {
    spdlog::error("AWS's endpoints in the VPC: {}", error.what());
    start_again();
  }
}

void TlsEndpoint::start_again() {
  restart_ = timers_.after(kRestartDelay, [this] { start(); });
}

}  // namespace aws::region::endpoint
