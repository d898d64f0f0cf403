// One line of a statement's Condition: an operator, a key of the request and the values that it may have.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/iam/policy/context.h"

namespace aws::region::iam {

// May a context key of that type have it? `type` is one of the simulations' for one value: "numeric", "ip", "string".
bool is_value_of(std::string_view type, std::string_view text);

class Condition {
 public:
  // Nothing when there is no such operator.
  static std::optional<Condition> make(std::string_view operator_name, std::string key,
                                       std::vector<std::string> values);

  // Are policy variables expanded? That depends on the version of the policy.
  enum class Variables { kLiteral, kExpanded };
  bool holds(const Context& context, Variables variables) const;

  const std::string& key() const { return key_; }
  const std::vector<std::string>& values() const { return values_; }

 private:
  enum class Quantifier { kNone, kForAllValues, kForAnyValue };
  struct Expected {
    std::string_view text;
    const Context& context;
    Variables variables;
  };
  using Comparison = bool (*)(const Expected& expected, std::string_view actual);
  struct Operator;
  struct Comparisons;

  bool accepts(const std::string& actual, const Context& context, Variables variables) const;

  std::string key_;
  std::vector<std::string> values_;
  Comparison comparison_ = nullptr;  // none: the Null operator
  Quantifier quantifier_ = Quantifier::kNone;
  bool negated_ = false;
  bool if_exists_ = false;
};

}  // namespace aws::region::iam
