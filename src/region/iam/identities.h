// Whose an access key is: the long-term keys of users and the temporary ones of sessions, all kept in the store. A
// session lives until it expires or its role or user is deleted. Owned by the region; used on its thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
  // At the first start on a store, creates the administrator: user /developer with AdministratorAccess. Should somebody
  // have taken user or key away since, they are made again.
  Identities(Store& store, IamStore& entities, const Place& place, const Clock& clock, Random& random);

  const Administrator& administrator() const { return administrator_; }
  std::optional<Identity> find(std::string_view access_key_id) const;

  // The credentials that an instance with this profile has now: the same ones again until an hour before they expire.
  RoleCredentials role_credentials(std::string_view profile_arn, const std::string& instance_id);

  // A user's long-term keys: two at most. Throw the errors of errors.h.
  const AccessKey& create_key(const User& user);
  std::vector<const AccessKey*> keys_of(const User& user) const;
  const AccessKey& key_of(const User& user, std::string_view id) const;
  const AccessKey& long_term_key(std::string_view id) const;
  void replace_key(const AccessKey& key) { keys_.put(key.id, key); }
  void delete_key(const AccessKey& key) { keys_.erase(std::string(key.id)); }
  // A user's keys and sessions go with the user's name.
  void move_user(const std::string& name, const std::optional<std::string>& new_name,
                 const std::optional<std::string>& new_path);
  // A request was made with a key. What is remembered of that is a minute coarse.
  void note_use(std::string_view access_key_id, std::string_view service, std::string_view region);

  // A session of its own, each time. Throws when a policy of the terms is none.
  Session assume(const Role& role, const std::string& session_name, const Principal& by, Duration lifetime,
                 SessionTerms terms = {});
  Session session_of_user(const Principal& user, Duration lifetime);

 private:
  void make_administrator();
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
  Administrator administrator_;
};

}  // namespace aws::region::iam
