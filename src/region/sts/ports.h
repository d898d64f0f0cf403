// What STS needs of its neighbours: the front door, which knows the caller, and IAM, which has the roles.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"

namespace aws::region::sts {

// What a role's trust policy may look at beside the caller, by condition key: "sts:ExternalId" -> "1234".
using RequestContext = std::map<std::string, std::string>;

class Caller {
 public:
  virtual ~Caller() = default;
  virtual Principal principal() const = 0;     // whose call is being handled
  virtual RequestContext context() const = 0;  // what follows from how it came: "aws:SourceIp" -> "127.0.0.1"
};

struct RoleSession {
  Principal principal;
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;
  Timestamp expires;
};

class Roles {
 public:
  virtual ~Roles() = default;
  // How long a session of the role may last at most; nothing when there is no such role or its trust policy does not
  // let the caller assume it, which are one to the caller.
  virtual std::optional<std::chrono::seconds> max_session(std::string_view role_arn, const Principal& caller,
                                                          const RequestContext& context) const = 0;
  // Of a role that the caller may assume.
  virtual RoleSession start_session(std::string_view role_arn, const Principal& caller, const std::string& session_name,
                                    std::chrono::seconds duration) = 0;
};

}  // namespace aws::region::sts
