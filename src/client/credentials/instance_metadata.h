// The metadata service of the instance that this process runs on (IMDS), version 2 with its session token, or version 1
// where there is no version 2. Any thread.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/fibers/waiting_mutex.h"
#include "client/credentials/credentials.h"
#include "client/environment.h"
#include "client/http/transport.h"

namespace aws::client {

struct MetadataOptions {
  std::string endpoint = "http://169.254.169.254";
  bool version_1 = true;  // fall back to it
};

// As AWS_EC2_METADATA_SERVICE_ENDPOINT and AWS_EC2_METADATA_V1_DISABLED say.
MetadataOptions metadata_options(const Environment& environment);

class InstanceMetadata {
 public:
  // The transport should have time-outs of about a second: off an instance nobody answers.
  InstanceMetadata(MetadataOptions options, std::unique_ptr<Transport> transport, Clock& clock);

  // "/latest/meta-data/instance-id". Nothing when the service does not know it (404). Throws what the transport throws,
  // and "MetadataError" for any other answer.
  std::optional<std::string> get(const std::string& path);

  const std::string& endpoint() const { return options_.endpoint; }

 private:
  std::string token();  // "" for version 1
  std::string new_token();
  http::Response read(const std::string& path, const std::string& token);

  const MetadataOptions options_;
  const std::unique_ptr<Transport> transport_;
  Clock& clock_;
  WaitingMutex mutex_;  // held while a token is asked for
  std::string token_;
  Duration token_until_{};  // uptime
};

// The credentials of the instance's role.
class InstanceCredentials final : public CredentialsSource {
 public:
  explicit InstanceCredentials(std::shared_ptr<InstanceMetadata> metadata) : metadata_(std::move(metadata)) {}
  std::optional<ExpiringCredentials> load() override;
  std::string place() const override;

 private:
  const std::shared_ptr<InstanceMetadata> metadata_;
  std::string absence_;  // why there were none
};

}  // namespace aws::client
