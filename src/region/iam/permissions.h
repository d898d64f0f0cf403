// May this principal do that? Evaluates the policies of a user or a role, attached and inline, as they are at the
// moment of the call, so that a change takes effect at once. Owned by the region; used on its thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/lazy.h"
#include "base/place.h"
#include "region/iam/iam_store.h"
#include "region/iam/policy/evaluation.h"
#include "region/iam/policy/policy.h"
#include "region/iam/records.h"

namespace aws::region::iam {

struct Judgement {
  Decision decision = Decision::kDeniedImplicitly;
  std::string why;      // it is denied: which statement of which policy decided, or that none did
  std::string_view by;  // the kind of policy that decided, in AWS's words: "identity-based policy"
  std::vector<const Statement*> denied_by{};  // explicitly; until something else is judged
};

class Permissions {
 public:
  Permissions(const IamStore& entities, const Place& place, const Clock& clock);

  // `request` holds what the caller knows of the request (aws:SourceIp); what follows from the principal and the time
  // is added here. `resource_policy` is the resource's own, "" when it has none.
  Judgement judge(const Principal& principal, std::string_view action, std::string_view resource,
                  const Lazy<Context>& request = {}, std::string_view resource_policy = {}) const;
  // In a few words, which statement of which policy allows or denies it, or that none does.
  std::string why(const Principal& principal, std::string_view action, std::string_view resource,
                  const Lazy<Context>& request, std::string_view resource_policy) const;
  Decision decide(const Principal& principal, std::string_view action, std::string_view resource,
                  Context request = {}) const {
    return judge(principal, action, resource, Lazy<Context>(std::move(request))).decision;
  }
  // By the ARN of a user, a group or a role, as long as the store does not change. Throws the errors of errors.h.
  HeldPolicies policies_of(std::string_view arn) const;
  // Does the role's trust policy let it do "sts:AssumeRole" or "sts:TagSession"? Its own policies are asked as for any
  // other action.
  bool trusted(const Principal& principal, const Role& role, std::string_view action, Context request = {}) const;

 private:
  struct Holder;  // of policies: a user or a role

  Holder holder(const Principal& principal) const;
  bool is_root(const Principal& principal) const;
  Holder holder_for(const Principal& principal, std::string_view resource_policy) const;
  Context context_for(const Principal& principal, const Holder& held, const Lazy<Context>& request) const;
  void add_facts(const Principal& principal, const Holder& held, Context& request) const;
  HeldPolicies policies_of(const User& user) const;
  HeldPolicies policies_of(const Role& role) const;
  std::optional<std::vector<HeldPolicy>> policies_of(const SessionTerms& terms) const;
  template <class Record>
  void add_policies(const Record& record, std::string_view kind, std::vector<HeldPolicy>& policies) const;
  void add_managed(std::string_view arn, std::vector<HeldPolicy>& policies) const;
  const Policy& of_identity(std::string_view document) const;
  void forget_old_ones() const;
  using Parsed = std::map<std::string, Policy, std::less<>>;  // by document, so never stale
  static const Policy& parsed(std::string_view document, Policy (*parse)(std::string_view), Parsed& known);

  const IamStore& entities_;
  Place place_;
  const Clock& clock_;
  mutable Parsed of_identities_;
  mutable Parsed of_resources_;
};

}  // namespace aws::region::iam
