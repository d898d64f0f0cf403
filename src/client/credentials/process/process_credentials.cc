#include "client/credentials/process/process_credentials.h"

#include <fmt/format.h>

#include <vector>

#include "base/text/timestamp.h"
#include "client/credentials/credentials_document.h"
#include "client/credentials/process/shell_words.h"
#include "client/errors.h"

namespace aws::client {

namespace {

// `advice` is what a person can do when the command fails.
std::string output_of(const std::vector<std::string>& command, const CommandRunner& runner, const std::string& place,
                      const std::string& advice = "") {
  std::string problem;
  try {
    CommandResult result = runner.run(command);
    if (result.status == 0) return std::move(result.output);
    const std::string said = result.errors.empty() ? "said nothing" : "said: " + result.errors;
    problem = fmt::format("{} ended with status {} and {}", command[0], result.status, said);
  } catch (const Error& error) {
    problem = error.message();
  }
  throw invalid_credentials(place, problem + advice);
}

// {"Version": 1, "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}; the last two for keys that expire.
ExpiringCredentials parse_output(const std::string& output, const Clock& clock, const std::string& place) {
  const CredentialsDocument document(output, place);
  if (document.number("Version") != 1) throw invalid_credentials(place, "its Version is not 1");
  ExpiringCredentials found = document.credentials("SessionToken");
  if (found.expiration && *found.expiration <= clock.now()) {
    throw invalid_credentials(place, fmt::format("they expired at {}", text::iso8601(*found.expiration)));
  }
  return found;
}

}  // namespace

std::optional<ExpiringCredentials> ProcessCredentials::load() {
  const auto line = profile_.get("credential_process");
  if (!line) return std::nullopt;
  const auto words = split_words(*line);
  if (words.empty()) throw invalid_credentials(place(), "it has a quote that is not closed");
  return parse_output(output_of(words, runner_, place()), clock_, place());
}

std::string ProcessCredentials::place() const {
  return fmt::format("the credential_process of the profile '{}'", profile_.name());
}

std::optional<ExpiringCredentials> SingleSignOnCredentials::load() {
  if (!profile_.get("sso_session") && !profile_.get("sso_start_url")) return std::nullopt;
  const std::vector<std::string> command{"aws",      "configure", "export-credentials", "--profile", profile_.name(),
                                         "--format", "process"};
  const std::string advice =
      fmt::format(": sign in with `aws sso login --profile {}` (AWS CLI version 2) and try again", profile_.name());
  return parse_output(output_of(command, runner_, place(), advice), clock_, place());
}

std::string SingleSignOnCredentials::place() const {
  return fmt::format("single sign-on of the profile '{}' (sso_session, sso_start_url)", profile_.name());
}

}  // namespace aws::client
