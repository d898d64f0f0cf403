// Whose an access key is: the long-term keys of users and the temporary ones of sessions, all kept in the store. A
// session lives until it expires or its role or user is deleted. Owned by the region; used on its thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/iam/iam_store.h"
#include "region/iam/records.h"
#include "region/store/collection.h"

namespace aws::region::iam {

// A key that is known, and who holds it. A key that has expired is still known for an hour.
struct Identity {
  std::string secret_access_key;
  std::string session_token;         // "" for a long-term key
  std::optional<Timestamp> expires;  // temporary keys only
  Principal principal;
};

// The user to whom the region itself belongs, and the key that its first start made.
struct Administrator {
  Principal principal;
  std::string access_key_id;
  std::string secret_access_key;
};

// What an instance is told about the credentials of its role.
struct RoleCredentials {
  std::string code;     // "Success", "InstanceProfileNotFound", "AssumeRoleUnauthorizedAccess"
  std::string message;  // "" on success
  std::string role;     // "" when there is none: there are no credentials then, though the code says success
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;
  Timestamp issued;
  Timestamp expires;
};

// Of a role that somebody has assumed, or of a user.
struct Session {
  Principal principal;
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;
  Timestamp expires;
};

// What EC2 says of a role that does not trust it, or that it does not know yet.
RoleCredentials cannot_assume(const Role& role);

class Identities {
 public:
  // At the first start on a store, creates the administrator: user /developer with AdministratorAccess.
  Identities(Store& store, IamStore& entities, const Place& place, const Clock& clock, Random& random);

  Administrator administrator() const;
  std::optional<Identity> find(std::string_view access_key_id) const;

  // The credentials that an instance with this profile has now: the same ones again until an hour before they expire.
  RoleCredentials role_credentials(std::string_view profile_arn, const std::string& instance_id);

  // A session of its own, each time.
  Session assume(const Role& role, const std::string& session_name, const Principal& by, Duration lifetime);
  Session session_of_user(const Principal& user, Duration lifetime);

 private:
  Principal session_of(const Role& role, std::string_view session_name) const;
  const AccessKey* current_session(const Role& role, std::string_view instance_id) const;
  AccessKey new_session(const Role& role, const std::string& name, Duration lifetime);
  AccessKey new_temporary_key(Duration lifetime);
  void purge();
  std::string new_secret();

  Store& store_;
  IamStore& entities_;
  Place place_;
  const Clock& clock_;
  Random& random_;
  Collection<AccessKey> keys_;  // by the key's id
};

}  // namespace aws::region::iam
