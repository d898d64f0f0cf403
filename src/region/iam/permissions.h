// May this principal do that? Evaluates the policies that are attached to a user or a role at the moment of the call,
// so that a change takes effect at once. Owned by the region; used on its thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "region/iam/iam_store.h"
#include "region/iam/policy.h"
#include "region/iam/records.h"

namespace aws::region::iam {

enum class Decision { kAllowed, kDeniedImplicitly, kDeniedExplicitly };

class Permissions {
 public:
  Permissions(const IamStore& entities, const Place& place, const Clock& clock);

  // `request` holds what the caller knows of the request (aws:SourceIp); what follows from the principal and the time
  // is added here.
  Decision decide(const Principal& principal, std::string_view action, std::string_view resource,
                  Context request = {}) const;
  // Does the role's trust policy let it? Its own policies are asked as for any other action.
  bool trusted(const Principal& principal, const Role& role, Context request = {}) const;

 private:
  struct Holder;  // of policies: a user or a role

  Holder holder(const Principal& principal) const;
  void add_facts(const Principal& principal, const Holder& held, Context& request) const;
  Verdict weigh(const std::vector<std::string>& policy_arns, const Question& question) const;
  const Policy& parsed(const ManagedPolicy& policy) const;

  const IamStore& entities_;
  Place place_;
  const Clock& clock_;
  mutable std::map<std::string, Policy> parsed_;  // by the policy's id; its document never changes
};

}  // namespace aws::region::iam
