#include "client/retry/retry_settings.h"

#include <spdlog/spdlog.h>

#include <charconv>

#include "client/errors.h"

namespace aws::client {
namespace {

void check_mode(const Environment& environment, const Profile& profile) {
  const auto mode = setting(environment, "AWS_RETRY_MODE", profile, "retry_mode");
  if (!mode || *mode == "standard") return;
  if (*mode != "legacy" && *mode != "adaptive") {
    throw invalid_setting("AWS_RETRY_MODE (retry_mode)", *mode, "standard; legacy and adaptive are taken as that");
  }
  spdlog::debug("the retry mode '{}' is taken as 'standard'", *mode);
}

}  // namespace

RetryOptions retry_settings(const Environment& environment, const Profile& profile, RetryOptions defaults) {
  check_mode(environment, profile);
  RetryOptions retry = defaults;
  const auto given = setting(environment, "AWS_MAX_ATTEMPTS", profile, "max_attempts");
  if (!given) return retry;
  const auto [end, problem] = std::from_chars(given->data(), given->data() + given->size(), retry.max_attempts);
  if (problem != std::errc() || end != given->data() + given->size() || retry.max_attempts < 1) {
    throw invalid_setting("AWS_MAX_ATTEMPTS (max_attempts)", *given, "a whole number from 1");
  }
  return retry;
}

}  // namespace aws::client
