// What an instance may do: an IAM policy, a role that has it, and the instance profile that hands the role to
// instances.
#pragma once

#include <string>
#include <vector>

#include "contract/iam.h"
#include "scenario/names.h"
#include "scenario/parts/account.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

// AWS's, with which Systems Manager reaches an instance.
inline constexpr const char* kSystemsManagerPolicy = "AmazonSSMManagedInstanceCore";

class InstanceProfile {
 public:
  InstanceProfile(iam::Api& iam, Account& account, Waiting& waiting, ProfileNames names, Tag tag)
      : iam_(iam),
        account_(account),
        waiting_(waiting),
        console_(waiting.console()),
        names_(std::move(names)),
        tag_(std::move(tag)) {}

  const std::string& name() const { return names_.profile; }

  // The role gets the document as a policy of its own, and besides the AWS managed policies of these names.
  void create(const std::string& policy_document, const std::vector<std::string>& managed_policies = {});
  void destroy();
  std::vector<std::string> existing();

 private:
  std::string create_policy(const std::string& document);
  bool create_role();  // false: there is one already
  void attach_policy(const std::string& arn);
  bool create_profile();  // the same
  void add_role_to_profile();

  void delete_profile();
  void delete_role();
  void delete_policy();
  void detach_policies();
  std::vector<iam::AttachedPolicy> attached_policies();
  void remove_role_from_profile();

  bool profile_exists();  // each: and is ours
  bool role_exists();
  bool policy_exists();

  iam::Api& iam_;
  Account& account_;
  Waiting& waiting_;
  Console& console_;
  ProfileNames names_;
  Tag tag_;
};

}  // namespace aws::scenario
