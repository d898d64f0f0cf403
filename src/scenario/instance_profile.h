// What an instance may do: an IAM policy, a role that has it, and the instance profile that hands the role to
// instances.
#pragma once

#include <string>
#include <vector>

#include "contract/iam.h"
#include "contract/sts.h"
#include "scenario/console.h"
#include "scenario/names.h"
#include "scenario/waiting.h"

namespace aws::scenario {

class InstanceProfile {
 public:
  InstanceProfile(iam::Api& iam, sts::Api& sts, Waiting& waiting, Console& console, ProfileNames names)
      : iam_(iam), sts_(sts), waiting_(waiting), console_(console), names_(std::move(names)) {}

  const std::string& name() const { return names_.profile; }

  // The role gets the document as a policy of its own, and besides the AWS managed policies of these names.
  void create(const std::string& policy_document, const std::vector<std::string>& managed_policies = {});
  void destroy();
  std::vector<std::string> existing();

 private:
  std::string create_policy(const std::string& document);
  void create_role(const std::string& policy_arn, const std::vector<std::string>& managed_policies);
  void create_profile();
  void delete_profile();
  void detach_and_delete_policies();
  void delete_role();
  std::string policy_arn();  // of the role's own policy, whether it exists or not
  std::string arn_start();   // "arn:aws:iam::", in another partition "arn:aws-cn:iam::"

  iam::Api& iam_;
  sts::Api& sts_;
  Waiting& waiting_;
  Console& console_;
  ProfileNames names_;
};

}  // namespace aws::scenario
