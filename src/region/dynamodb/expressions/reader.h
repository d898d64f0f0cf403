// Reads one expression token by token: the words and signs that all kinds of expressions are made of, document paths
// and values. The parsers of conditions, updates, projections and key conditions each add their grammar.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "region/dynamodb/expressions/path.h"
#include "region/dynamodb/expressions/placeholders.h"

namespace aws::region::dynamodb {

class ExpressionReader {
 public:
  // `parameter` is where the expression stands: "ConditionExpression". Throws when it is empty or too long.
  ExpressionReader(std::string parameter, std::string_view text, Placeholders& placeholders);

  const std::string& parameter() const { return parameter_; }
  bool at_end() const { return at_ == tokens_.size(); }
  bool next_is(std::string_view word) const;                // words in whatever case
  bool next_is_call(std::string_view name) const;           // name and "("; "" for any name
  bool next_is_value() const;                               // ":v"
  const std::string& next() const { return tokens_[at_]; }  // not at the end
  std::string take();                                       // throws at the end
  bool take_if(std::string_view word);
  void expect(std::string_view token);
  void expect_end();

  Path path();
  // Of the item itself: those in which the paths read so far begin.
  const std::set<std::string>& attributes() const { return attributes_; }
  Attribute value();
  // Calls `rule` one level deeper; refuses what is nested too deep.
  void nested(const std::function<void()>& rule);

  // "Invalid ConditionExpression: ..."
  Error invalid(std::string_view detail) const;
  Error syntax_error() const;  // at the next token

 private:
  std::string name(std::string_view token) const;
  Error syntax_error(std::string_view token) const;

  std::string parameter_;
  Placeholders& placeholders_;
  std::vector<std::string> tokens_;
  std::set<std::string> attributes_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace aws::region::dynamodb
