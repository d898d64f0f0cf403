#include "client/credentials/container_credentials.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "client/credentials/credentials_document.h"
#include "client/credentials/text_file.h"
#include "client/errors.h"
#include "client/http/url.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;

constexpr const char* kEcs = "http://169.254.170.2";
constexpr int kAttempts = 3;
constexpr auto kPause = 1s;

// The agents of ECS and EKS. Anybody else's keys, and the token that is sent for them, travel encrypted or not at all.
bool may_be_asked(const Url& url) {
  constexpr std::array kAgents = std::to_array<std::string_view>({"169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"});
  return url.is_tls() || is_loopback(url.host) || std::ranges::find(kAgents, url.host) != kAgents.end();
}

}  // namespace

std::optional<std::string> container_url(const Environment& environment) {
  if (const auto path = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) return kEcs + *path;
  return environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
}

std::optional<ExpiringCredentials> ContainerCredentials::load() {
  const auto text = container_url(environment_);
  if (!text) return std::nullopt;
  const auto url = parse_url(*text);
  if (!url) throw invalid_credentials(place(), fmt::format("'{}' is not an http:// or https:// URL", *text));
  if (!may_be_asked(*url)) {
    throw invalid_credentials(
        place(), fmt::format("'{}' is neither https:// nor this machine nor an agent of ECS or EKS", *text));
  }
  http::Request request{.method = "GET", .target = url->target, .headers = {{"Accept", "application/json"}}};
  if (const std::string token = authorization(); !token.empty()) request.headers.add("Authorization", token);

  const http::Response reply = ask(url->base, request);
  if (reply.status != 200) {
    throw invalid_credentials(place(),
                              fmt::format("{} answered {} {}", *text, reply.status, reply.body.substr(0, 200)));
  }
  return CredentialsDocument(reply.body, place()).credentials("Token");
}

// The file is read each time: who hands out the token renews it there.
std::string ContainerCredentials::authorization() const {
  std::string token = environment_.get("AWS_CONTAINER_AUTHORIZATION_TOKEN").value_or("");
  if (const auto file = environment_.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
    const auto content = read_text(*file);
    if (!content) {
      throw invalid_credentials(
          place(), fmt::format("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, {}, is empty or cannot be read", *file));
    }
    token = *content;
  }
  if (token.find_first_of("\r\n") != std::string::npos) {
    throw invalid_credentials(place(), "the authorization token has more than one line");
  }
  return token;
}

// An agent that is just starting, or busy, is asked again.
http::Response ContainerCredentials::ask(const std::string& base_url, const http::Request& request) {
  for (int attempt = 1;; ++attempt) {
    try {
      http::Response reply = transport_->send(base_url, request);
      if (reply.status < 500 || attempt == kAttempts) return reply;
    } catch (const Error& error) {
      if (attempt == kAttempts) throw invalid_credentials(place(), error.message());
    }
    clock_.sleep_for(kPause);
  }
}

std::string ContainerCredentials::place() const {
  return "the container (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI)";
}

}  // namespace aws::client
