// The role that a profile names with role_arn, on the credentials that its source_profile or credential_source has.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "client/credentials/credentials.h"
#include "client/credentials/token_service.h"
#include "client/profile.h"

namespace aws::client {

class AssumedRoleCredentials final : public CredentialsSource {
 public:
  // Finds what the role is assumed with; called when it is first needed, for a chain of roles may be long or broken.
  struct Callers {
    std::function<std::shared_ptr<CredentialsProvider>(const std::string& profile)> in_profile;
    std::function<std::shared_ptr<CredentialsProvider>(const std::string& credential_source)> beside_profiles;
  };

  AssumedRoleCredentials(Profile profile, Callers callers, TokenServiceConnector connect, const Clock& clock)
      : profile_(std::move(profile)), callers_(std::move(callers)), connect_(std::move(connect)), clock_(clock) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  std::shared_ptr<CredentialsProvider> caller() const;
  std::optional<int> duration() const;
  ExpiringCredentials assume(const std::string& role_arn);

  const Profile profile_;
  const Callers callers_;
  const TokenServiceConnector connect_;
  const Clock& clock_;
  std::unique_ptr<TokenService> service_;
};

}  // namespace aws::client
