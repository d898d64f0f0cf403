// Reads a statement token by token, and the parts that all statements are made of: names, paths, literals and
// expressions. The grammar of the statements themselves is the parser's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "region/dynamodb/partiql/lexer.h"
#include "region/dynamodb/partiql/statement.h"

namespace aws::region::dynamodb::partiql {

class TokenReader {
 public:
  TokenReader(std::string_view statement, const std::vector<Attribute>& parameters)
      : tokens_(tokens_of(statement)), parameters_(parameters) {}

  const Token& next() const { return tokens_[at_]; }
  bool next_is(std::string_view word_or_sign) const { return next().is(word_or_sign); }
  bool at_end() const { return next().kind == TokenKind::kEnd; }
  bool next_is_name() const;  // and no keyword
  Token take();
  bool take_if(std::string_view word_or_sign);
  void expect(std::string_view word_or_sign);
  // Also of the parameters: each has to be asked for.
  void expect_end();

  std::string name();
  Path path();             // a.b[0]."c d"
  Expression condition();  // a = 1 AND (b IS MISSING OR size(c) > 2)
  Expression value();      // a + 1, list_append(a, [1])
  Attribute literal();     // 'text', 1, [1, 2], {'a': 1}, <<1, 2>>, TRUE, NULL, ?
  Item item();             // {'a': 1, 'b': [2]}, each attribute the root of its value

  Error unexpected() const;  // what comes next

 private:
  Position take_infix();
  Expression conjunction();
  Expression negation();
  Expression comparison();
  Expression compared(Expression left);
  Expression choices(Expression left);  // IN [a, b]
  Expression type_question(Expression left);
  Expression operand();
  Expression call();
  bool next_is_literal() const;
  template <class Rule>
  auto nested(Rule rule);

  Attribute literal_at(const std::string& key);
  Attribute number(const std::string& key);
  Attribute list(const std::string& key);
  Item entries(const std::string& key);
  Attribute set();
  Attribute parameter();

  std::vector<Token> tokens_;
  const std::vector<Attribute>& parameters_;
  std::size_t at_ = 0;
  std::size_t parameters_used_ = 0;
  int depth_ = 0;        // of conditions
  int value_depth_ = 0;  // of literals
};

}  // namespace aws::region::dynamodb::partiql
