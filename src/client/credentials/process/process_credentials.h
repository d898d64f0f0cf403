// The keys that another program knows: a profile's credential_process, and the AWS CLI for single sign-on.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "client/credentials/credentials.h"
#include "client/credentials/process/command.h"
#include "client/profile.h"

namespace aws::client {

class ProcessCredentials final : public CredentialsSource {
 public:
  ProcessCredentials(Profile profile, CommandRunner runner, const Clock& clock)
      : profile_(std::move(profile)), runner_(std::move(runner)), clock_(clock) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  const Profile profile_;
  const CommandRunner runner_;
  const Clock& clock_;
};

// A profile of IAM Identity Center. The AWS CLI signs in to it, in a browser, and keeps and renews what it was given.
class SingleSignOnCredentials final : public CredentialsSource {
 public:
  SingleSignOnCredentials(Profile profile, CommandRunner runner, const Clock& clock)
      : profile_(std::move(profile)), runner_(std::move(runner)), clock_(clock) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  const Profile profile_;
  const CommandRunner runner_;
  const Clock& clock_;
};

}  // namespace aws::client
