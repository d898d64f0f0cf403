// Turns the text of an update into its actions, by recursive descent. Used by Update alone.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "region/dynamodb/expressions/reader.h"
#include "region/dynamodb/expressions/update.h"

namespace aws::region::dynamodb {

class UpdateParser {
 public:
  explicit UpdateParser(ExpressionReader& reader) : reader_(reader) {}

  std::vector<Update::Action> parse();

 private:
  struct Operand {
    std::function<Attribute(const Item&)> in;  // throws when the item has no such value
    std::optional<Attribute> constant;         // the same for every item
  };

  void section();
  Update::Action set();
  Update::Action add_or_delete(const std::string& section);
  Operand value();    // a, or a + b
  Operand operand();  // a path, a value, a function or what is in parentheses
  Operand if_not_exists();
  Operand list_append();
  // Of what is given with the request.
  void check_type(const std::string& function, const Operand& operand, std::string_view type) const;

  ExpressionReader& reader_;
  std::set<std::string> sections_;
  std::vector<Update::Action> actions_;
};

}  // namespace aws::region::dynamodb
