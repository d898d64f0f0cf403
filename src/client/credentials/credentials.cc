#include "client/credentials/credentials.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "client/errors.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;
constexpr auto kRefreshWindow = 15min;

}  // namespace

std::optional<ExpiringCredentials> EnvironmentCredentials::load() {
  const auto id = environment_.get("AWS_ACCESS_KEY_ID");
  if (!id) return std::nullopt;
  const auto secret = environment_.get("AWS_SECRET_ACCESS_KEY");
  if (!secret) throw invalid_credentials(place(), "AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not");
  return ExpiringCredentials{{*id, *secret, environment_.get("AWS_SESSION_TOKEN").value_or("")}, std::nullopt};
}

std::string EnvironmentCredentials::place() const { return "the environment (AWS_ACCESS_KEY_ID)"; }

std::optional<ExpiringCredentials> ProfileCredentials::load() {
  const auto id = profile_.key_setting("aws_access_key_id");
  if (!id) return std::nullopt;
  const auto secret = profile_.key_setting("aws_secret_access_key");
  if (!secret) throw invalid_credentials(place(), "it has an aws_access_key_id but no aws_secret_access_key");
  return ExpiringCredentials{{*id, *secret, profile_.key_setting("aws_session_token").value_or("")}, std::nullopt};
}

std::string ProfileCredentials::place() const {
  return fmt::format("the profile '{}' ({})", profile_.name(), profile_.files());
}

CredentialsChain::CredentialsChain(std::vector<std::unique_ptr<CredentialsSource>> sources, Clock& clock,
                                   Random& random)
    : clock_(clock), random_(random), sources_(std::move(sources)) {}

sigv4::Credentials CredentialsChain::get() {
  if (auto fresh = current(false)) return fresh->credentials;
  std::unique_lock loading(loading_, std::try_to_lock);
  if (!loading) {  // another thread is at it: what is at hand serves meanwhile
    if (auto stale = current(true)) return stale->credentials;
    loading.lock();
  }
  if (auto fresh = current(false)) return fresh->credentials;
  const auto stale = current(true);
  Current loaded = stale ? refresh(*stale) : load();
  const std::lock_guard lock(mutex_);
  current_ = std::move(loaded);
  place_ = sources_.front()->place();
  return current_->credentials;
}

std::string CredentialsChain::place() const {
  const std::lock_guard lock(mutex_);
  return place_;
}

std::optional<CredentialsChain::Current> CredentialsChain::current(bool even_if_due) const {
  const std::lock_guard lock(mutex_);
  const bool due = current_ && current_->refresh_at && clock_.now() >= *current_->refresh_at;
  return due && !even_if_due ? std::nullopt : current_;
}

CredentialsChain::Current CredentialsChain::load() {
  std::vector<std::string> places;
  for (auto& source : sources_) {
    const auto found = source->load();
    if (!found) {
      places.push_back(source->place());
      continue;
    }
    spdlog::debug("credentials come from {}", source->place());
    std::unique_ptr<CredentialsSource> chosen = std::move(source);
    sources_.clear();
    sources_.push_back(std::move(chosen));
    if (!found->expiration) return {found->credentials, std::nullopt};
    return {found->credentials, std::max(*found->expiration - kRefreshWindow, clock_.now() + 1min)};
  }
  throw no_credentials(places);
}

CredentialsChain::Current CredentialsChain::refresh(const Current& current) {
  try {
    const auto found = sources_.front()->load();
    if (found && !found->expiration) return {found->credentials, std::nullopt};
    if (found && *found->expiration > clock_.now()) {
      // Sources publish new credentials minutes before the old ones expire, so the same ones may come once more.
      return {found->credentials, std::max(*found->expiration - kRefreshWindow, clock_.now() + 1min)};
    }
    spdlog::warn("{} has no new credentials; the old ones stay in use", sources_.front()->place());
  } catch (const Error& error) {
    spdlog::warn("{}; the old credentials stay in use", error.what());
  }
  return {current.credentials, next_try()};
}

// Five to ten minutes, spread so that a fleet does not ask at once.
Timestamp CredentialsChain::next_try() { return clock_.now() + 5min + std::chrono::seconds(random_.next() % 301); }

}  // namespace aws::client
