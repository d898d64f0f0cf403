#include "client/credentials/instance_metadata.h"

#include <fmt/format.h>
#include <strings.h>

#include "client/credentials/credentials_document.h"
#include "client/endpoints.h"
#include "client/errors.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;

constexpr auto kTokenLife = 6h;  // the longest that there is
constexpr const char* kTokenHeader = "X-aws-ec2-metadata-token";
constexpr const char* kTokenLifeHeader = "X-aws-ec2-metadata-token-ttl-seconds";
constexpr const char* kRolePath = "/latest/meta-data/iam/security-credentials/";

// Did nobody answer at all?
bool is_silence(const Error& error) {
  return error.is("ConnectionError") || error.is("ConnectionLost") || error.is("RequestTimeout");
}

}  // namespace

MetadataOptions metadata_options(const Environment& environment) {
  MetadataOptions options;
  const auto mode = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
  if (mode && strcasecmp(mode->c_str(), "IPv6") == 0) options.endpoint = "http://[fd00:ec2::254]";
  if (const auto endpoint = environment.get("AWS_EC2_METADATA_SERVICE_ENDPOINT")) {
    options.endpoint = parse_endpoint(*endpoint, "AWS_EC2_METADATA_SERVICE_ENDPOINT").url();
  }
  options.version_1 = !environment.is_true("AWS_EC2_METADATA_V1_DISABLED");
  return options;
}

InstanceMetadata::InstanceMetadata(MetadataOptions options, std::unique_ptr<Transport> transport, Clock& clock)
    : options_(std::move(options)), transport_(std::move(transport)), clock_(clock) {}

std::optional<std::string> InstanceMetadata::get(const std::string& path) {
  http::Response response = read(path, token());
  if (response.status == 401) {  // the token has expired, or the instance was stopped in between
    {
      const std::lock_guard lock(mutex_);
      token_until_ = {};
    }
    response = read(path, token());
  }
  if (response.status == 404) return std::nullopt;
  if (response.status != 200) throw metadata_error(options_.endpoint + path, response.status, response.body);
  return response.body;
}

std::string InstanceMetadata::token() {
  const std::lock_guard lock(mutex_);
  if (token_until_ != Duration{} && clock_.uptime() < token_until_) return token_;
  token_ = new_token();
  // Without a token the next request asks again: version 2 may have been switched on.
  token_until_ = token_.empty() ? Duration{} : clock_.uptime() + kTokenLife - 1min;
  return token_;
}

std::string InstanceMetadata::new_token() {
  const std::string life = std::to_string(std::chrono::seconds(kTokenLife).count());
  http::Request request{.method = "PUT", .target = "/latest/api/token", .headers = {{kTokenLifeHeader, life}}};
  http::Response response;
  try {
    response = transport_->send(options_.endpoint, request);
  } catch (const Error& error) {
    // A reply to PUT does not cross the hop from a container: version 1 may still be there.
    if (error.is("RequestTimeout") && options_.version_1) return "";
    throw;
  }
  if (response.status == 200) return response.body;
  const bool no_version_2 = response.status == 403 || response.status == 404 || response.status == 405;
  if (no_version_2 && options_.version_1) return "";
  throw metadata_error(options_.endpoint + request.target, response.status, response.body);
}

http::Response InstanceMetadata::read(const std::string& path, const std::string& token) {
  http::Request request{.method = "GET", .target = path};
  if (!token.empty()) request.headers.add(kTokenHeader, token);
  return transport_->send(options_.endpoint, request);
}

std::optional<ExpiringCredentials> InstanceCredentials::load() {
  std::optional<std::string> document;
  try {
    auto role = metadata_->get(kRolePath);
    if (role) role->erase(std::min(role->find_first_of("\r\n"), role->size()));
    if (role && !role->empty()) document = metadata_->get(kRolePath + *role);
    absence_ = document ? "" : "the instance has no role";
  } catch (const Error& error) {
    if (!is_silence(error) && !error.is("MetadataError")) throw;
    absence_ = is_silence(error) ? "no answer" : error.message();
  }
  if (!document) return std::nullopt;

  const CredentialsDocument fields(*document, place());
  if (fields.text("Code") != "Success") {
    throw invalid_credentials(place(), fmt::format("{} {}", fields.text("Code"), fields.text("Message")));
  }
  return fields.credentials("Token");
}

std::string InstanceCredentials::place() const {
  return fmt::format("the instance's metadata ({}{}{})", metadata_->endpoint(), absence_.empty() ? "" : ": ", absence_);
}

}  // namespace aws::client
