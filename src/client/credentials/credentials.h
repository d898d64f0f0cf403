// Whose calls these are. A provider is asked for every request, so that it can hand out new keys before old ones
// expire; any thread may ask. The chain tries one source after the other, as the AWS SDK for C++ does.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/fibers/waiting_mutex.h"
#include "base/random.h"
#include "client/environment.h"
#include "client/profile.h"
#include "wire/sigv4.h"

namespace aws::client {

class CredentialsProvider {
 public:
  virtual ~CredentialsProvider() = default;
  virtual sigv4::Credentials get() = 0;
  virtual std::string place() const = 0;  // where they come from, for messages
};

class StaticCredentials final : public CredentialsProvider {
 public:
  explicit StaticCredentials(sigv4::Credentials credentials) : credentials_(std::move(credentials)) {}
  sigv4::Credentials get() override { return credentials_; }
  std::string place() const override { return "the program itself"; }

 private:
  sigv4::Credentials credentials_;
};

struct ExpiringCredentials {
  sigv4::Credentials credentials;
  std::optional<Timestamp> expiration;  // none: they last
};

// One place where credentials may be. Called by one thread at a time.
class CredentialsSource {
 public:
  virtual ~CredentialsSource() = default;
  // Nothing when there are none here; throws "InvalidCredentials" when what is here cannot be used.
  virtual std::optional<ExpiringCredentials> load() = 0;
  virtual std::string place() const = 0;  // for messages
};

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
class EnvironmentCredentials final : public CredentialsSource {
 public:
  explicit EnvironmentCredentials(const Environment& environment) : environment_(environment) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  Environment environment_;
};

// The keys that a profile of the shared files holds itself.
class ProfileCredentials final : public CredentialsSource {
 public:
  explicit ProfileCredentials(Profile profile) : profile_(std::move(profile)) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  Profile profile_;
};

// The first source that has credentials is the one from then on. Credentials that expire are loaded again 15 minutes
// before they do; when that fails or brings expired ones, those at hand go on being used and the source is asked again
// some minutes later: a service that still accepts them is better served than by none.
class CredentialsChain final : public CredentialsProvider {
 public:
  CredentialsChain(std::vector<std::unique_ptr<CredentialsSource>> sources, Clock& clock, Random& random);

  // Throws "NoCredentials", naming every place, when no source has any.
  sigv4::Credentials get() override;
  std::string place() const override;

 private:
  struct Current {
    sigv4::Credentials credentials;
    std::optional<Timestamp> refresh_at;
  };

  std::optional<Current> current(bool even_if_due) const;
  Current load();
  Current refresh(const Current& current);
  Timestamp next_try();

  Clock& clock_;
  Random& random_;
  WaitingMutex loading_;  // guards sources_; held while a source is asked
  std::vector<std::unique_ptr<CredentialsSource>> sources_;
  mutable std::mutex mutex_;  // guards what follows; held for a moment only
  std::optional<Current> current_;
  std::string place_;  // of the source that was chosen
};

}  // namespace aws::client
