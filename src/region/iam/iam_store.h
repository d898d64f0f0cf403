// Roles, managed policies and instance profiles, and the rules between them: unique names, what may be deleted and
// when; users, groups and certificates have stores of their own within. Names are unique, and found, without regard to
// case. Throws the errors of errors.h. Owned by the region; used on its thread.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/iam/certificates/server_certificates.h"
#include "region/iam/records.h"
#include "region/iam/users/user_store.h"
#include "region/store/collection.h"

namespace aws::region::iam {

class IamStore {
 public:
  IamStore(Store& store, const Place& place, const Clock& clock, Random& random);

  // The create_* complete what they are given: identifier, ARN, time of creation.
  const ManagedPolicy& create_policy(ManagedPolicy policy);
  const ManagedPolicy& policy(std::string_view arn) const;
  void delete_policy(std::string_view arn);
  // Versions; those of AWS's own policies are not the account's to change.
  PolicyVersion add_version(std::string_view arn, std::string document, bool as_default);
  std::vector<PolicyVersion> versions(std::string_view arn) const;  // latest first
  PolicyVersion version(std::string_view arn, std::string_view version) const;
  void delete_version(std::string_view arn, std::string_view version);
  void set_default_version(std::string_view arn, std::string_view version);

  const Role& create_role(Role role);
  const Role& role(std::string_view name) const;
  void delete_role(std::string_view name);
  void attach(std::string_view role, const std::string& policy_arn);
  // The ARN, when a policy has it; throws otherwise.
  const std::string& attachable(const std::string& policy_arn) const;
  void set_boundary(std::string_view role, const std::optional<std::string>& policy_arn);
  void detach(std::string_view role, std::string_view policy_arn);
  void update_role(std::string_view name, std::optional<std::string> description,
                   std::optional<int> max_session_seconds);
  void set_trust_policy(std::string_view role, std::string document);
  void put_inline_policy(std::string_view role, const std::string& name, std::string document);
  const std::string& inline_policy(std::string_view role, std::string_view name) const;
  void delete_inline_policy(std::string_view role, std::string_view name);

  const InstanceProfile& create_profile(InstanceProfile profile);
  const InstanceProfile& profile(std::string_view name) const;
  void delete_profile(std::string_view name);
  void add_role(std::string_view profile, std::string_view role);
  void remove_role(std::string_view profile, std::string_view role);

  // Adds tags, or gives those that are there other values.
  void tag_policy(std::string_view arn, const std::vector<Tag>& tags);
  void tag_role(std::string_view name, const std::vector<Tag>& tags);
  void tag_profile(std::string_view name, const std::vector<Tag>& tags);
  void untag_policy(std::string_view arn, const std::vector<std::string>& keys);
  void untag_role(std::string_view name, const std::vector<std::string>& keys);
  void untag_profile(std::string_view name, const std::vector<std::string>& keys);

  UserStore& users() { return users_; }
  const UserStore& users() const { return users_; }
  ServerCertificates& certificates() { return certificates_; }
  const ServerCertificates& certificates() const { return certificates_; }

  // All, by name in lower case.
  const std::map<std::string, ManagedPolicy, std::less<>>& policies() const { return policies_.all(); }
  const std::map<std::string, Role, std::less<>>& roles() const { return roles_.all(); }
  const std::map<std::string, InstanceProfile, std::less<>>& profiles() const { return profiles_.all(); }

  const ManagedPolicy* find_policy(std::string_view arn) const;  // AWS's or the account's own
  const Role* find_role(std::string_view name) const;
  const Role* find_role_by_arn(std::string_view arn) const;
  const InstanceProfile* find_profile(std::string_view name_or_arn) const;

  int attachments(std::string_view policy_arn) const;
  int uses_as_boundary(std::string_view policy_arn) const;

 private:
  const ManagedPolicy& own_policy(std::string_view arn) const;
  template <class Record>
  void complete(Record& record, std::string_view id_prefix, std::string_view arn_type);

  Place place_;
  const Clock& clock_;
  Random& random_;
  // All by name in lower case.
  Collection<ManagedPolicy> policies_;
  Collection<Role> roles_;
  Collection<InstanceProfile> profiles_;
  UserStore users_;
  ServerCertificates certificates_;
};

}  // namespace aws::region::iam
