// Which attributes of an item a read answers: its ProjectionExpression or, from older clients, AttributesToGet; or what
// a PartiQL statement selects, which comes without the maps around it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "region/dynamodb/expressions/path.h"
#include "region/dynamodb/expressions/placeholders.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

class Projection {
 public:
  Projection() = default;  // everything
  explicit Projection(std::vector<Path> paths) : paths_(std::move(paths)), everything_(false) {}
  // Throws DynamoDB's ValidationException.
  static Projection parse(const std::string& expression, Placeholders& placeholders);
  static Projection of_attributes(const std::vector<std::string>& names);
  // Each value by the last name on its way: of author.books[0], "books[0]".
  static Projection of_values(std::vector<Path> paths);

  // Of the item itself; none when it is everything.
  std::set<std::string> attributes() const;
  Item apply(Item item) const;

 private:
  std::vector<Path> paths_;
  bool everything_ = true;
  bool values_only_ = false;
};

}  // namespace aws::region::dynamodb
