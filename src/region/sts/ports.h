// What STS needs of IAM, which has the roles.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "contract/call.h"

namespace aws::region::sts {

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
  // let the caller assume it, which are one to the caller. The trust policy may look at the circumstances.
  virtual std::optional<std::chrono::seconds> max_session(std::string_view role_arn, const Principal& caller,
                                                          const contract::Circumstances& circumstances) const = 0;
  // Of a role that the caller may assume.
  virtual RoleSession start_session(std::string_view role_arn, const Principal& caller, const std::string& session_name,
                                    std::chrono::seconds duration) = 0;
};

}  // namespace aws::region::sts
