#include "region/dynamodb/partiql/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <utility>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb::partiql {
namespace {

// In characters, of which one may be several bytes.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](unsigned char c) { return (c & 0xc0U) != 0x80U; }));
}

bool is_digit_of_number(char c) { return c >= '0' && c <= '9'; }
bool starts_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }
bool continues_word(char c) { return starts_word(c) || is_digit_of_number(c); }

class Lexer {
 public:
  explicit Lexer(std::string_view statement) : text_(statement) {}

  std::vector<Token> tokens() {
    for (skip_gap(); at_ < text_.size(); skip_gap()) add_token();
    add(TokenKind::kEnd, at_, "");
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool follows(std::string_view sign) const { return text_.substr(at_).starts_with(sign); }

  // White space, -- comments and /* comments */.
  void skip_gap() {
    while (at_ < text_.size()) {
      if (std::isspace(static_cast<unsigned char>(peek())) != 0) {
        ++at_;
      } else if (follows("--")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (follows("/*")) {
        const auto end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) throw not_well_formed("");
        at_ = end + 2;
      } else {
        return;
      }
    }
  }

  void add_token() {
    const auto start = at_;
    if (peek() == '\'' || peek() == '"') {
      const auto kind = peek() == '"' ? TokenKind::kName : TokenKind::kText;
      auto quoted = take_quoted();
      return add(kind, start, std::move(quoted));
    }
    if (is_digit_of_number(peek()) || (peek() == '.' && is_digit_of_number(peek(1)))) return add_number();
    if (starts_word(peek())) {
      while (continues_word(peek())) ++at_;
      return add(TokenKind::kWord, start, std::string(text_.substr(start, at_ - start)));
    }
    add_sign();
  }

  // A quote within it is doubled.
  std::string take_quoted() {
    const char quote = text_[at_++];
    std::string inside;
    for (;; ++at_) {
      if (at_ == text_.size()) throw not_well_formed("");
      if (peek() == quote && peek(1) == quote) {
        ++at_;
      } else if (peek() == quote) {
        ++at_;
        return inside;
      }
      inside += text_[at_];
    }
  }

  void add_number() {
    const auto start = at_;
    const auto skip_digits = [&] {
      const auto from = at_;
      while (is_digit_of_number(peek())) ++at_;
      return at_ - from;
    };
    skip_digits();
    std::size_t decimals = 0;
    if (peek() == '.') {
      ++at_;
      decimals = skip_digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      const auto exponent = ++at_;
      if (peek() == '+' || peek() == '-') ++at_;
      if (skip_digits() == 0) throw not_well_formed("");
      check_exponent(text_.substr(exponent, at_ - exponent), decimals);
    }
    add(TokenKind::kNumber, start, std::string(text_.substr(start, at_ - start)));
  }

  // DynamoDB keeps exponent and scale in 32 bits.
  static void check_exponent(std::string_view text, std::size_t decimals) {
    if (text.starts_with('+')) text.remove_prefix(1);
    std::int64_t exponent = 0;
    const bool fits = std::from_chars(text.data(), text.data() + text.size(), exponent).ec == std::errc();
    const auto scale = static_cast<std::int64_t>(decimals) - exponent;
    if (!fits || !std::in_range<std::int32_t>(exponent) || !std::in_range<std::int32_t>(scale)) {
      throw not_well_formed("");
    }
  }

  void add_sign() {
    const auto start = at_;
    for (const std::string_view sign : {"<<", ">>", "<=", ">=", "<>", "!="}) {
      if (!follows(sign)) continue;
      at_ += sign.size();
      return add(TokenKind::kSign, start, std::string(sign == "!=" ? "<>" : sign));
    }
    if (std::string_view("=<>+-*/(),.;:?[]{}").find(peek()) == std::string_view::npos) throw not_well_formed("");
    ++at_;
    add(TokenKind::kSign, start, std::string(text_.substr(start, 1)));
  }

  void add(TokenKind kind, std::size_t start, std::string text) {
    const auto before = text_.substr(0, start);
    const auto newline = before.rfind('\n');
    const auto line_start = newline == std::string_view::npos ? 0 : newline + 1;
    tokens_.push_back({.kind = kind,
                       .text = std::move(text),
                       .at = {.line = 1 + static_cast<std::size_t>(std::ranges::count(before, '\n')),
                              .column = 1 + length_of(before.substr(line_start)),
                              .length = length_of(text_.substr(start, at_ - start))}});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

bool Token::is(std::string_view word_or_sign) const {
  if (kind == TokenKind::kSign) return text == word_or_sign;
  return kind == TokenKind::kWord && std::ranges::equal(text, word_or_sign, [](unsigned char a, unsigned char b) {
           return std::toupper(a) == std::toupper(b);
         });
}

std::vector<Token> tokens_of(std::string_view statement) { return Lexer(statement).tokens(); }

Error not_well_formed(std::string_view detail) {
  return validation(fmt::format("Statement wasn't well formed, can't be processed: {}", detail));
}

}  // namespace aws::region::dynamodb::partiql
