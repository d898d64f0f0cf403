#include "region/iam/policy/policy.h"

#include <algorithm>
#include <optional>

#include "region/iam/policy/pattern.h"
#include "region/iam/policy/policy_document.h"

namespace aws::region::iam {
namespace {

bool selects_action(const Selection& actions, std::string_view action) {
  const auto name = lower_case(action);
  const bool named = std::ranges::any_of(actions.ready, [&](const auto& pattern) { return pattern->matches(name); });
  return named != actions.inverted;
}

bool selects_resource(const Selection& resources, const Question& question) {
  for (std::size_t i = 0; i < resources.ready.size(); ++i) {
    const auto& ready = resources.ready[i];
    const auto filled_in = ready ? std::nullopt : Pattern::with_variables(resources.patterns[i], question.context);
    const auto& pattern = ready ? ready : filled_in;
    if (pattern && pattern->matches_resource(question.resource)) return !resources.inverted;
  }
  return resources.inverted;
}

bool selects_trustee(const Statement& statement, const Trustee& trustee) {
  const auto known = [&](const std::string& name) {
    return name == "*" || std::find(trustee.names.begin(), trustee.names.end(), name) != trustee.names.end();
  };
  const auto of_kind = statement.principals.find(std::string(trustee.kind));
  const bool named =
      statement.principals.contains("*") ||
      (of_kind != statement.principals.end() && std::any_of(of_kind->second.begin(), of_kind->second.end(), known));
  return named != statement.all_but_principals;
}

bool conditions_hold(const Statement& statement, const Context& context, Condition::Variables variables) {
  return std::all_of(statement.conditions.begin(), statement.conditions.end(),
                     [&](const Condition& condition) { return condition.holds(context, variables); });
}

template <class Applies>
std::vector<Match> matching(const std::vector<Statement>& statements, Applies applies) {
  std::vector<Match> matches;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (applies(statements[i])) matches.push_back({i, statements[i].effect});
  }
  return matches;
}

Condition::Variables variables_of(const PolicyDocument& document) {
  return document.version == "2012-10-17" ? Condition::Variables::kExpanded : Condition::Variables::kLiteral;
}

}  // namespace

Policy::Policy(std::vector<Statement> statements, Condition::Variables variables)
    : statements_(std::move(statements)), variables_(variables) {
  const auto varies = [&](const std::string& text) {
    return variables == Condition::Variables::kExpanded && text.find("${") != std::string::npos;
  };
  for (auto& statement : statements_) {
    for (const auto& action : statement.actions.patterns) statement.actions.ready.emplace_back(lower_case(action));
    for (const auto& resource : statement.resources.patterns) {
      auto& ready = statement.resources.ready.emplace_back();
      if (!varies(resource)) ready.emplace(resource);
    }
    asks_context_ =
        asks_context_ || !statement.conditions.empty() || std::ranges::any_of(statement.resources.patterns, varies);
  }
}

Policy Policy::of_identity(std::string_view document) {
  auto read = parse_identity_policy(document);
  const auto variables = variables_of(read);
  return Policy(std::move(read.statements), variables);
}

Policy Policy::of_trust(std::string_view document) {
  auto read = parse_trust_policy(document);
  const auto variables = variables_of(read);
  return Policy(std::move(read.statements), variables);
}

Policy Policy::of_resource(std::string_view document) {
  auto read = parse_resource_policy(document);
  const auto variables = variables_of(read);
  return Policy(std::move(read.statements), variables);
}

std::set<std::string, WithoutCase> Policy::context_keys() const {
  std::set<std::string, WithoutCase> keys;
  const auto add_variables = [&](const std::string& text) {
    if (variables_ == Condition::Variables::kLiteral) return;
    for (auto& name : Pattern::variables_in(text)) keys.insert(std::move(name));
  };
  for (const auto& statement : statements_) {
    std::ranges::for_each(statement.resources.patterns, add_variables);
    for (const auto& condition : statement.conditions) {
      keys.insert(condition.key());
      std::ranges::for_each(condition.values(), add_variables);
    }
  }
  return keys;
}

std::vector<Match> Policy::matches(const Question& question, const Trustee& trustee) const {
  return matching(statements_, [&](const Statement& statement) {
    return selects_action(statement.actions, question.action) && selects_trustee(statement, trustee) &&
           selects_resource(statement.resources, question) && conditions_hold(statement, question.context, variables_);
  });
}

std::vector<Match> Policy::matches(const Question& question) const {
  return matching(statements_, [&](const Statement& statement) {
    return selects_action(statement.actions, question.action) && selects_resource(statement.resources, question) &&
           conditions_hold(statement, question.context, variables_);
  });
}

Verdict Policy::evaluate(const Question& question) const { return verdict_of(matches(question)); }

bool Policy::trusts(const Trustee& trustee, std::string_view action, const Context& context) const {
  return verdict_of(matching(statements_, [&](const Statement& statement) {
           return selects_action(statement.actions, action) && selects_trustee(statement, trustee) &&
                  conditions_hold(statement, context, variables_);
         })) == Verdict::kAllow;
}

Verdict verdict_of(const std::vector<Match>& matches) {
  if (std::ranges::find(matches, Effect::kDeny, &Match::effect) != matches.end()) return Verdict::kDeny;
  return matches.empty() ? Verdict::kSilent : Verdict::kAllow;
}

}  // namespace aws::region::iam
