// What the placeholders in the expressions of one request stand for, and which of them have been used: every one that
// is given has to be, by any of the request's expressions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

class Placeholders {
 public:
  Placeholders() = default;
  Placeholders(std::map<std::string, std::string> names, Item values)
      : names_(std::move(names)), values_(std::move(values)) {}

  // nullptr where it is not defined.
  const std::string* name(const std::string& placeholder);  // "#n", of ExpressionAttributeNames
  const Attribute* value(const std::string& placeholder);   // ":v", of ExpressionAttributeValues

  // Both throw DynamoDB's ValidationException: when one was never used; when there is one though the request has no
  // expression ("ConditionExpression is null").
  void check_all_used() const;
  void check_none(std::string_view why) const;

 private:
  std::map<std::string, std::string> names_;
  Item values_;
  std::set<std::string> used_;
};

}  // namespace aws::region::dynamodb
