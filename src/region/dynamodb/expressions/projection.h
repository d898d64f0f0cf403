// Which attributes of an item GetItem answers: its ProjectionExpression or, from older clients, AttributesToGet.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "region/dynamodb/attribute.h"

namespace aws::region::dynamodb {

class Projection {
 public:
  struct Request {
    std::optional<std::string> expression;
    std::map<std::string, std::string> names;  // ExpressionAttributeNames: "#n" -> "Name"
    std::vector<std::string> attributes;       // AttributesToGet
  };

  // Throws DynamoDB's ValidationException. Top-level attributes only: a path into a map or a list is refused.
  explicit Projection(const Request& request);

  Item apply(const Item& item) const;

 private:
  bool everything_ = false;
  std::set<std::string> attributes_;
};

}  // namespace aws::region::dynamodb
