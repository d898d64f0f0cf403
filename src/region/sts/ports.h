// What STS needs of IAM, which has the roles and the users.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "contract/call.h"

namespace aws::region::sts {

struct Session {
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
  // May the caller do that, too, as far as the trust policy goes? "sts:TagSession" or "sts:SetSourceIdentity".
  virtual bool trusts(std::string_view role_arn, const Principal& caller, std::string_view action,
                      const contract::Circumstances& circumstances) const = 0;
  // Of a role that the caller may assume. Throws when a policy of the terms is none.
  virtual Session start_session(std::string_view role_arn, const Principal& caller, const std::string& session_name,
                                std::chrono::seconds duration, SessionTerms terms) = 0;
};

class Users {
 public:
  virtual ~Users() = default;
  // Temporary credentials of a user's own.
  virtual Session start_session(const Principal& user, std::chrono::seconds duration) = 0;
  virtual bool key_exists(std::string_view access_key_id) const = 0;
};

}  // namespace aws::region::sts
