// An UpdateExpression: what SET, REMOVE, ADD and DELETE make of an item. Everything is worked out of the item as it was
// before; evaluating it changes nothing.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "region/dynamodb/expressions/path.h"
#include "region/dynamodb/expressions/placeholders.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

class Update {
 public:
  // The value that a path gets, or nothing when it goes. Throws DynamoDB's ValidationException.
  using Outcome = std::function<std::optional<Attribute>(const Item& before)>;
  struct Action {
    Path path;
    Outcome outcome;
  };

  Update() = default;  // changes nothing
  // Throws DynamoDB's ValidationException, also for paths that overlap.
  static Update parse(const std::string& expression, Placeholders& placeholders);
  explicit Update(std::vector<Action> actions) : actions_(std::move(actions)) {}

  Item apply(const Item& before) const;
  std::vector<Path> paths() const;
  // Of the item itself: those that the expression names, to change or to read them.
  const std::set<std::string>& attributes() const { return attributes_; }

 private:
  std::vector<Action> actions_;
  std::set<std::string> attributes_;
};

// What ADD and DELETE make of a value that may not be there.
std::optional<Attribute> added(const Attribute* before, const Attribute& operand);
std::optional<Attribute> deleted(const Attribute* before, const Attribute& operand);

}  // namespace aws::region::dynamodb
