// The JSON document in which metadata services, a container's agent and credential processes hand out keys.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/credentials/credentials.h"

namespace aws::client {

class CredentialsDocument {
 public:
  // Throws "InvalidCredentials", here and below, saying that it came from `place`.
  CredentialsDocument(std::string_view json, std::string place);

  std::string text(std::string_view name) const;  // "" when there is none
  std::optional<std::int64_t> number(std::string_view name) const;
  // Session tokens are in the member `token`: each place has its own name for it.
  ExpiringCredentials credentials(std::string_view token) const;

 private:
  std::string place_;
  boost::json::object fields_;
};

}  // namespace aws::client
