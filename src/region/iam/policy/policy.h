// Policy documents: read once, then asked. Evaluation is a pure function of the document and the request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "region/iam/policy/condition.h"
#include "region/iam/policy/pattern.h"

namespace aws::region::iam {

enum class Effect { kAllow, kDeny };

// A list that a statement applies to, or that it applies to everything but: Action or NotAction.
struct Selection {
  std::vector<std::string> patterns;
  bool inverted = false;
  std::vector<std::optional<Pattern>> ready{};  // for comparing, by index; nothing where variables have to be filled in
};

struct Statement {
  std::string id{};  // Sid, "" when it has none
  Effect effect = Effect::kDeny;
  Selection actions;
  Selection resources;  // no patterns in a trust policy
  std::map<std::string, std::vector<std::string>>
      principals;                   // "Service" -> {"ec2.amazonaws.com"}; none of identities'
  bool all_but_principals = false;  // NotPrincipal
  std::vector<Condition> conditions;
};

struct Question {
  std::string_view action;    // "dynamodb:GetItem"
  std::string_view resource;  // an ARN, or "*" for an action without resources
  const Context& context;
};

// Who comes to a role or a table, under every name by which its policy may call it:
// {"Service", {"ec2.amazonaws.com"}}, or {"AWS", {"arn:aws:iam::123456789012:user/ada", "123456789012", ...}}.
struct Trustee {
  std::string_view kind;
  std::vector<std::string> names;
};

// What one document has to say; an explicit deny outweighs every allow.
enum class Verdict { kSilent, kAllow, kDeny };
struct Match;
Verdict verdict_of(const std::vector<Match>& matches);

// A statement that applies to a question.
struct Match {
  std::size_t statement = 0;  // its place in the document, from 0
  Effect effect = Effect::kDeny;
};

class Policy {
 public:
  // Throws "MalformedPolicyDocument". With resources, without principals.
  static Policy of_identity(std::string_view document);
  // Who may assume a role: with principals, without resources.
  static Policy of_trust(std::string_view document);
  // What a table says of whoever comes: with principals and resources.
  static Policy of_resource(std::string_view document);

  // Does it look at the context, in a condition or for a variable?
  bool asks_context() const { return asks_context_; }
  // The condition keys that it looks at.
  std::set<std::string, WithoutCase> context_keys() const;
  const Statement& statement(std::size_t place) const { return statements_.at(place); }
  Verdict evaluate(const Question& question) const;
  std::vector<Match> matches(const Question& question) const;
  // Only those that are about the trustee.
  std::vector<Match> matches(const Question& question, const Trustee& trustee) const;
  // May it do that with the role?
  bool trusts(const Trustee& trustee, std::string_view action, const Context& context) const;

 private:
  Policy(std::vector<Statement> statements, Condition::Variables variables);

  std::vector<Statement> statements_;
  Condition::Variables variables_;
  bool asks_context_ = false;
};

}  // namespace aws::region::iam
