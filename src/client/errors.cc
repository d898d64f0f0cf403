#include "client/errors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace aws::client {
namespace {

constexpr int kNoStatus = 0;

Error ours(std::string code, std::string message) { return {std::move(code), std::move(message), kNoStatus}; }
Error theirs(std::string code, std::string message) {
  return {std::move(code), std::move(message), kNoStatus, Fault::kReceiver};
}

}  // namespace

Error connection_error(const std::string& url, const std::string& reason) {
  return theirs("ConnectionError", fmt::format("no connection to {}: {}", url, reason));
}

Error connection_lost(const std::string& url, const std::string& reason) {
  return theirs("ConnectionLost", fmt::format("the connection to {} broke before the reply: {}", url, reason));
}

Error request_timeout(const std::string& url, const std::string& reason) {
  return theirs("RequestTimeout", fmt::format("no reply from {} in time: {}", url, reason));
}

Error not_trusted(const std::string& url, const std::string& reason) {
  return ours("NotTrusted", fmt::format("no connection to {}: {}; AWS_CA_BUNDLE or 'ca_bundle' in the profile names a "
                                        "file of further authorities to trust",
                                        url, reason));
}

Error invalid_endpoint(const std::string& url, const std::string& given_by) {
  return ours("InvalidEndpoint", fmt::format("'{}', given by {}, is not an http:// or https:// URL", url, given_by));
}

Error no_endpoint(const std::string& service) {
  return ours("NoEndpoint", fmt::format("no endpoint for {}: set AWS_ENDPOINT_URL or --endpoint-url, or use --aws for "
                                        "Amazon Web Services",
                                        service));
}

Error no_region(const std::string& profile) {
  return ours("NoRegion", fmt::format("no region: set --region, AWS_DEFAULT_REGION, AWS_REGION, or 'region' in the "
                                      "profile '{}'",
                                      profile));
}

Error unknown_region(const std::string& region) {
  return ours("UnknownRegion", fmt::format("no partition of AWS has a region '{}'; one is us-west-2", region));
}

Error no_credentials(const std::vector<std::string>& places) {
  return ours("NoCredentials", fmt::format("no credentials found; looked in: {}", fmt::join(places, "; ")));
}

Error invalid_credentials(const std::string& place, const std::string& reason) {
  return ours("InvalidCredentials", fmt::format("credentials in {} cannot be used: {}", place, reason));
}

Error command_failed(const std::string& program, const std::string& reason) {
  return ours("CommandFailed", fmt::format("{}: {}", program, reason));
}

Error metadata_error(const std::string& url, int status, const std::string& body) {
  return theirs("MetadataError", fmt::format("{} answered {} {}", url, status, body.substr(0, 200)));
}

Error profile_not_found(const std::string& profile, const std::string& files) {
  return ours("ProfileNotFound", fmt::format("there is no profile '{}' in {}", profile, files));
}

Error invalid_profile(const std::string& where, const std::string& reason) {
  return ours("InvalidProfile", fmt::format("{}: {}", where, reason));
}

Error invalid_setting(const std::string& name, const std::string& value, const std::string& expected) {
  return ours("InvalidSetting", fmt::format("{} is '{}' but must be {}", name, value, expected));
}

}  // namespace aws::client
