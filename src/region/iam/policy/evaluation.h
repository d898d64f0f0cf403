// The answer to "may this be done?", worked out of several policies and a boundary around them, with what it rests on.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/iam/policy/policy.h"

namespace aws::region::iam {

enum class Decision { kAllowed, kDeniedImplicitly, kDeniedExplicitly };

// A policy as its holder has it.
struct HeldPolicy {
  std::string name;       // of an inline policy, or of an attached one
  std::string_view kind;  // "user", "group", "role", "aws-managed" or "user-managed", as simulations call it
  const Policy* policy = nullptr;
};

// What the resource itself says of whoever comes to it, in the same account.
struct ResourcePolicy {
  HeldPolicy held;
  std::string caller;  // the ARN of the user or of the session
  std::string role;    // the ARN of the role whose session it is, or the user's again
  std::string account;
  std::string root;  // the account's ARN
};

// What a user, a group or a role has, and what caps that.
struct HeldPolicies {
  std::vector<HeldPolicy> policies;
  std::optional<std::vector<HeldPolicy>> boundary;
  std::optional<std::vector<HeldPolicy>> session;
  std::optional<ResourcePolicy> resource{};
};

struct SaidBy {
  const HeldPolicy* policy = nullptr;
  Match match;
};

inline constexpr std::string_view kIdentityBased = "identity-based policy";

struct Evaluation {
  Decision decision = Decision::kDeniedImplicitly;
  std::vector<SaidBy> said;                 // every statement of the policies that applies, and every deny of the caps
  std::optional<bool> allowed_by_boundary;  // nothing without a boundary
  std::string_view by = kIdentityBased;     // the kind of policy that denies it, or that does not allow it

  // In a few words, why: "statement 2 of the user policy own denies it".
  std::string why() const;
};

// Does any of them look at more than action and resource?
bool asks_context(const HeldPolicies& has);

// All policies live as long as the evaluation.
Evaluation evaluate(const HeldPolicies& has, const Question& question);
Evaluation evaluate(HeldPolicies&& has, const Question& question) = delete;

}  // namespace aws::region::iam
