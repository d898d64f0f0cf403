// A place where credentials could be that is not asked; it says why when none are found elsewhere.
#pragma once

#include <optional>
#include <string>

#include "client/credentials/credentials.h"

namespace aws::client {

class NotAsked final : public CredentialsSource {
 public:
  NotAsked(const std::string& place, const std::string& reason) : place_(place + ": not asked, " + reason) {}
  std::optional<ExpiringCredentials> load() override { return std::nullopt; }
  std::string place() const override { return place_; }

 private:
  const std::string place_;
};

}  // namespace aws::client
