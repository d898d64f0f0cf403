#include "region/iam/policy/evaluation.h"

#include <fmt/format.h>

#include <algorithm>

namespace aws::region::iam {
namespace {

std::vector<SaidBy> said_by(const std::vector<HeldPolicy>& policies, const Question& question) {
  std::vector<SaidBy> said;
  for (const auto& held : policies) {
    for (const auto& match : held.policy->matches(question)) said.push_back({&held, match});
  }
  return said;
}

Verdict verdict_of(const std::vector<SaidBy>& said) {
  std::vector<Match> matches;
  for (const auto& each : said) matches.push_back(each.match);
  return iam::verdict_of(matches);
}

}  // namespace

namespace {

// What a resource's policy adds. To name the account gives nobody anything, though a deny of it is meant for all.
struct SaidByResource {
  std::vector<SaidBy> denied;
  std::vector<SaidBy> allowed;
  bool to_the_caller = false;  // by the caller's own ARN: no boundary and no session policy stands in between
};

SaidByResource said_by(const ResourcePolicy& resource, const Question& question) {
  SaidByResource said;
  const auto ask = [&](std::vector<std::string> names, Effect effect, std::vector<SaidBy>& into) {
    for (const auto& match : resource.held.policy->matches(question, {"AWS", std::move(names)})) {
      if (match.effect == effect) into.push_back({&resource.held, match});
    }
  };
  ask({resource.caller, resource.role, resource.root, resource.account}, Effect::kDeny, said.denied);
  ask({resource.caller, resource.role}, Effect::kAllow, said.allowed);
  std::vector<SaidBy> direct;
  ask({resource.caller}, Effect::kAllow, direct);
  said.to_the_caller = !direct.empty();
  return said;
}

}  // namespace

bool asks_context(const HeldPolicies& has) {
  const auto any = [](const std::vector<HeldPolicy>& policies) {
    return std::ranges::any_of(policies, [](const HeldPolicy& held) { return held.policy->asks_context(); });
  };
  return any(has.policies) || (has.boundary && any(*has.boundary)) || (has.session && any(*has.session)) ||
         (has.resource && has.resource->held.policy->asks_context());
}

Evaluation evaluate(const HeldPolicies& has, const Question& question) {
  Evaluation evaluation{.said = said_by(has.policies, question)};
  auto verdict = verdict_of(evaluation.said);
  const auto of_resource = has.resource ? said_by(*has.resource, question) : SaidByResource{};
  evaluation.said.insert(evaluation.said.end(), of_resource.allowed.begin(), of_resource.allowed.end());
  evaluation.said.insert(evaluation.said.end(), of_resource.denied.begin(), of_resource.denied.end());
  if (verdict == Verdict::kSilent && !of_resource.allowed.empty()) verdict = Verdict::kAllow;
  if (verdict != Verdict::kDeny && !of_resource.denied.empty()) {
    verdict = Verdict::kDeny;
    evaluation.by = "resource-based policy";
  }
  // Each cap has to allow it too. The first that does not is the one to name, but for a deny, which outweighs.
  const auto cap = [&](const std::optional<std::vector<HeldPolicy>>& policies, std::string_view kind) {
    if (!policies) return Verdict::kAllow;
    const auto said = said_by(*policies, question);
    const auto capped = verdict_of(said);
    if (capped == Verdict::kDeny) evaluation.said.insert(evaluation.said.end(), said.begin(), said.end());
    const bool caps = !of_resource.to_the_caller;
    const bool decides = (caps && verdict == Verdict::kAllow && capped == Verdict::kSilent) ||
                         (verdict != Verdict::kDeny && capped == Verdict::kDeny);
    if (decides) {
      verdict = capped;
      evaluation.by = kind;
    }
    return capped;
  };
  const auto by_boundary = cap(has.boundary, "permissions boundary");
  if (has.boundary) evaluation.allowed_by_boundary = by_boundary == Verdict::kAllow;
  cap(has.session, "session policy");
  if (verdict == Verdict::kAllow) evaluation.decision = Decision::kAllowed;
  if (verdict == Verdict::kDeny) evaluation.decision = Decision::kDeniedExplicitly;
  return evaluation;
}

std::string Evaluation::why() const {
  const bool allowed = decision == Decision::kAllowed;
  const auto decides = [&](const SaidBy& each) {
    return each.match.effect == (allowed ? Effect::kAllow : Effect::kDeny);
  };
  if (const auto found = std::ranges::find_if(said, decides); found != said.end()) {
    return fmt::format("statement {} of the {} policy {} {} it", found->match.statement + 1, found->policy->kind,
                       found->policy->name, allowed ? "allows" : "denies");
  }
  if (allowed) return "it is allowed";
  return by == kIdentityBased ? "no policy allows it" : fmt::format("the {} does not allow it", by);
}

}  // namespace aws::region::iam
