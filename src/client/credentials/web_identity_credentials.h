// A role for whoever holds a token of an identity provider, such as a pod of EKS or a job of a build service.
// https://docs.aws.amazon.com/sdkref/latest/guide/access-assume-role-web.html
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "client/credentials/credentials.h"
#include "client/credentials/token_service.h"
#include "client/environment.h"
#include "client/profile.h"

namespace aws::client {

struct WebIdentity {
  std::optional<std::string> token_file;  // none: there is no web identity here
  std::optional<std::string> role_arn;
  std::optional<std::string> session_name;
  std::string place;  // for messages
};

WebIdentity web_identity_of(const Environment& environment);  // AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, ...
WebIdentity web_identity_of(const Profile& profile);          // web_identity_token_file, role_arn, ...

class WebIdentityCredentials final : public CredentialsSource {
 public:
  WebIdentityCredentials(WebIdentity identity, TokenServiceConnector connect, const Clock& clock)
      : identity_(std::move(identity)), connect_(std::move(connect)), clock_(clock) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override { return identity_.place; }

 private:
  const WebIdentity identity_;
  const TokenServiceConnector connect_;
  const Clock& clock_;
  std::unique_ptr<TokenService> service_;
};

}  // namespace aws::client
