// The keys of a container: Amazon ECS and EKS tell each one by its environment where to ask for them.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "client/credentials/credentials.h"
#include "client/environment.h"
#include "client/http/transport.h"

namespace aws::client {

// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, or else AWS_CONTAINER_CREDENTIALS_FULL_URI; nothing when neither is set.
std::optional<std::string> container_url(const Environment& environment);

class ContainerCredentials final : public CredentialsSource {
 public:
  ContainerCredentials(Environment environment, std::unique_ptr<Transport> transport, Clock& clock)
      : environment_(std::move(environment)), transport_(std::move(transport)), clock_(clock) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  std::string authorization() const;
  http::Response ask(const std::string& base_url, const http::Request& request);

  const Environment environment_;
  const std::unique_ptr<Transport> transport_;
  Clock& clock_;
};

}  // namespace aws::client
