// The names of attributes in an expression, with the placeholders ("#n") that ExpressionAttributeNames defines.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"

namespace aws::region::dynamodb {

class ExpressionNames {
 public:
  // `parameter` is where the expression stood: "ProjectionExpression".
  ExpressionNames(std::string parameter, const std::map<std::string, std::string>& names)
      : parameter_(std::move(parameter)), names_(names) {}

  // The attribute that a token names. Throws when it is no name, a reserved word, an undefined placeholder or a path
  // into an attribute, which is not supported.
  std::string resolve(std::string_view token);
  // Throws when a placeholder was never used.
  void check_all_used() const;

  // "Invalid ProjectionExpression: ..."
  Error invalid(std::string_view detail) const;
  Error syntax_error(std::string_view token) const;

 private:
  std::string parameter_;
  const std::map<std::string, std::string>& names_;
  std::set<std::string> used_;
};

}  // namespace aws::region::dynamodb
