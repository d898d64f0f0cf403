// The words, names, literals and signs of a PartiQL statement, with their places. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "region/dynamodb/partiql/statement.h"

namespace aws::region::dynamodb::partiql {

enum class TokenKind {
  kWord,    // a keyword or a name, as it was written
  kName,    // "quoted": never a keyword
  kText,    // 'quoted'
  kNumber,  // without a sign
  kSign,    // also "?"
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  // without quotes
  Position at;

  bool is(std::string_view word_or_sign) const;  // words in whatever case
};

// The last one is the end. Throws DynamoDB's ValidationException.
std::vector<Token> tokens_of(std::string_view statement);

// "Statement wasn't well formed, can't be processed: DETAIL"
Error not_well_formed(std::string_view detail);

}  // namespace aws::region::dynamodb::partiql
