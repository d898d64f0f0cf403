// Turns the text of an update into its actions, by recursive descent. Used by Update alone.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "region/dynamodb/expressions/new_value.h"
#include "region/dynamodb/expressions/reader.h"
#include "region/dynamodb/expressions/update.h"

namespace aws::region::dynamodb {

class UpdateParser {
 public:
  explicit UpdateParser(ExpressionReader& reader) : reader_(reader) {}

  std::vector<Update::Action> parse();

 private:
  void section();
  Update::Action set();
  Update::Action add_or_delete(const std::string& section);
  NewValue value();    // a, or a + b
  NewValue operand();  // a path, a value, a function or what is in parentheses
  NewValue if_not_exists();
  NewValue list_append();

  ExpressionReader& reader_;
  Refuse refuse_ = [this](std::string_view detail) { return reader_.invalid(detail); };
  std::set<std::string> sections_;
  std::vector<Update::Action> actions_;
};

}  // namespace aws::region::dynamodb
