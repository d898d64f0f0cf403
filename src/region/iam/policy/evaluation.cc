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

Evaluation evaluate(const std::vector<HeldPolicy>& policies, const std::optional<std::vector<HeldPolicy>>& boundary,
                    const Question& question) {
  Evaluation evaluation{.said = said_by(policies, question)};
  auto capped = Verdict::kAllow;
  if (boundary) {
    const auto of_boundary = said_by(*boundary, question);
    capped = verdict_of(of_boundary);
    evaluation.allowed_by_boundary = capped == Verdict::kAllow;
    if (capped == Verdict::kDeny) evaluation.said.insert(evaluation.said.end(), of_boundary.begin(), of_boundary.end());
  }
  const auto granted = verdict_of(evaluation.said);
  if (granted == Verdict::kDeny || capped == Verdict::kDeny) {
    evaluation.decision = Decision::kDeniedExplicitly;
  } else if (granted == Verdict::kAllow && capped == Verdict::kAllow) {
    evaluation.decision = Decision::kAllowed;
  }
  return evaluation;
}

std::string Evaluation::why() const {
  if (decision == Decision::kAllowed) return "it is allowed";
  const auto denies = [](const SaidBy& each) { return each.match.effect == Effect::kDeny; };
  if (const auto found = std::ranges::find_if(said, denies); found != said.end()) {
    return fmt::format("statement {} of the {} policy {} denies it", found->match.statement + 1, found->policy->kind,
                       found->policy->name);
  }
  return said.empty() ? "no policy allows it" : "the permissions boundary does not allow it";
}

}  // namespace aws::region::iam
