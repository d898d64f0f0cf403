#include "region/dynamodb/partiql/token_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/comparisons.h"

namespace aws::region::dynamodb::partiql {
namespace {

constexpr int kMostNested = 100;

// Of PartiQL's keywords, those that have a place in its grammar; as a name they need quotes.
constexpr std::string_view kKeywords[] = {
    "all",     "and",    "as",    "asc",    "at",    "between", "by",    "case",    "cast",      "cross",
    "delete",  "desc",   "else",  "end",    "from",  "full",    "group", "having",  "in",        "inner",
    "insert",  "into",   "is",    "join",   "left",  "like",    "limit", "missing", "not",       "null",
    "on",      "or",     "order", "outer",  "pivot", "remove",  "right", "select",  "set",       "then",
    "unpivot", "update", "value", "values", "when",  "where",   "true",  "false",   "returning", "distinct"};

// As messages call what they miss.
const std::map<std::string_view, std::string_view> kSignNames = {
    {"(", "LEFT_PAREN"},   {")", "RIGHT_PAREN"},
    {"[", "LEFT_BRACKET"}, {"]", "RIGHT_BRACKET"},
    {"{", "LEFT_CURLY"},   {"}", "RIGHT_CURLY"},
    {":", "COLON"},        {"*", "STAR"},
    {"=", "EQ"},           {">>", "RIGHT_DOUBLE_ANGLE_BRACKET"}};

std::string small(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool is_keyword(const Token& token) {
  return token.kind == TokenKind::kWord && std::ranges::find(kKeywords, small(token.text)) != std::end(kKeywords);
}

bool is_operator(const Token& token) {
  constexpr std::string_view kOperators[] = {"AND", "OR", "IS", "IN", "BETWEEN", "LIKE"};
  return (token.kind == TokenKind::kSign && comparison_named(token.text) != nullptr) ||
         std::ranges::any_of(kOperators, [&](std::string_view name) { return token.is(name); });
}

// The types that IS may ask for, and DynamoDB's.
const std::map<std::string_view, std::string_view> kTypesOfIs = {
    {"missing", "MISSING"}, {"null", "NULL"}, {"bool", "BOOL"}, {"boolean", "BOOL"}, {"blob", "B"}, {"string", "S"},
    {"numeric", "N"},       {"struct", "M"},  {"tuple", "M"},   {"list", "L"},       {"bag", "BAG"}};

// Types of PartiQL that no value of DynamoDB has.
constexpr std::string_view kOtherTypes[] = {
    "any",  "char",     "character", "clob",    "date",      "decimal",  "double_precision", "float",  "int",
    "int2", "int4",     "int8",      "integer", "integer2",  "integer4", "integer8",         "bigint", "real",
    "sexp", "smallint", "symbol",    "time",    "timestamp", "varchar",  "character_varying"};

Expression operation(Position at, std::string name, std::vector<Expression> operands) {
  return {.is = Operation{std::move(name), std::move(operands)}, .at = at};
}

}  // namespace

bool TokenReader::next_is_name() const {
  return next().kind == TokenKind::kName || (next().kind == TokenKind::kWord && !is_keyword(next()));
}

Token TokenReader::take() {
  Token token = next();
  if (!at_end()) ++at_;
  return token;
}

bool TokenReader::take_if(std::string_view word_or_sign) {
  if (!next_is(word_or_sign)) return false;
  ++at_;
  return true;
}

void TokenReader::expect(std::string_view word_or_sign) {
  if (take_if(word_or_sign)) return;
  const auto sign = kSignNames.find(word_or_sign);
  throw not_well_formed(fmt::format("Expected {}", sign == kSignNames.end() ? word_or_sign : sign->second));
}

void TokenReader::expect_end() {
  take_if(";");
  if (!at_end()) throw not_well_formed("Unexpected token after expression");
  if (parameters_used_ == parameters_.size()) return;
  throw validation("Number of parameters in request and statement don't match.");
}

Error TokenReader::unexpected() const {
  if (is_operator(next())) return not_well_formed("Unexpected operator");
  return not_well_formed(is_keyword(next()) ? "Unexpected keyword" : "Unexpected term");
}

Position TokenReader::take_infix() {
  const auto at = take().at;
  if (at_end()) throw not_well_formed("Missing right-hand side expression of infix operator");
  return at;
}

template <class Rule>
auto TokenReader::nested(Rule rule) {
  if (++depth_ > kMostNested) throw validation("Nesting Levels have exceeded supported limits");
  auto result = rule();
  --depth_;
  return result;
}

std::string TokenReader::name() {
  if (!next_is_name()) throw unexpected();
  return take().text;
}

Path TokenReader::path() {
  Path path = {name()};
  for (;;) {
    if (take_if(".")) {
      if (!next_is_name()) throw not_well_formed("Invalid path dot component");
      path.emplace_back(take().text);
    } else if (take_if("[")) {
      const auto token = take();
      const char* const end = token.text.data() + token.text.size();
      std::size_t index = 0;
      const auto [stop, error] = std::from_chars(token.text.data(), end, index);
      if (token.kind != TokenKind::kNumber || error != std::errc() || stop != end) {
        throw not_well_formed("Invalid path bracket component");
      }
      path.emplace_back(index);
      expect("]");
    } else {
      return path;
    }
  }
}

Expression TokenReader::condition() {
  return nested([&] {
    Expression left = conjunction();
    while (next_is("OR")) {
      const auto at = take_infix();
      left = operation(at, "OR", {std::move(left), conjunction()});
    }
    return left;
  });
}

Expression TokenReader::conjunction() {
  Expression left = negation();
  while (next_is("AND")) {
    const auto at = take_infix();
    left = operation(at, "AND", {std::move(left), negation()});
  }
  return left;
}

Expression TokenReader::negation() {
  if (!next_is("NOT")) return comparison();
  const auto at = take().at;
  return operation(at, "NOT", {nested([&] { return negation(); })});
}

Expression TokenReader::comparison() { return compared(operand()); }

Expression TokenReader::compared(Expression left) {
  const auto at = next().at;
  if (next().kind == TokenKind::kSign && comparison_named(next().text) != nullptr) {
    const auto sign = take().text;
    return operation(at, sign, {std::move(left), operand()});
  }
  if (take_if("IS")) return type_question(std::move(left));
  if (take_if("NOT")) {
    if (!next_is("IN") && !next_is("BETWEEN")) throw unexpected();
    return operation(at, "NOT", {compared(std::move(left))});
  }
  if (take_if("IN")) return choices(std::move(left));
  if (!take_if("BETWEEN")) return left;
  Expression low = operand();
  expect("AND");
  return operation(at, "BETWEEN", {std::move(left), std::move(low), operand()});
}

Expression TokenReader::choices(Expression left) {
  const auto at = next().at;
  std::vector<Expression> operands = {std::move(left)};
  const bool brackets = next_is("[");
  if (!take_if("[")) expect("(");
  do {
    operands.push_back(operand());
  } while (take_if(","));
  expect(brackets ? "]" : ")");
  return operation(at, "IN", std::move(operands));
}

// IS [NOT] and MISSING, NULL or the name of a type.
Expression TokenReader::type_question(Expression left) {
  const bool negative = take_if("NOT");
  const auto token = take();
  const auto name = token.kind == TokenKind::kWord ? small(token.text) : "";
  if (std::ranges::find(kOtherTypes, name) != std::end(kOtherTypes)) {
    throw validation(fmt::format("Unsupported type name: {} at {}", token.text, token.at.shown()));
  }
  const auto named = kTypesOfIs.find(name);
  if (named == kTypesOfIs.end()) throw not_well_formed("Expected type name");
  std::string type(named->second);
  Expression is = operation(token.at, "IS", {std::move(left), {.is = Attribute{std::move(type)}, .at = token.at}});
  return negative ? operation(token.at, "NOT", {std::move(is)}) : is;
}

Expression TokenReader::value() {
  Expression left = operand();
  if (!next_is("+") && !next_is("-")) return left;
  const auto sign = take();
  return operation(sign.at, sign.text, {std::move(left), operand()});
}

Expression TokenReader::operand() {
  const auto at = next().at;
  if (take_if("(")) {
    auto inner = condition();
    expect(")");
    return inner;
  }
  if (next_is_literal()) return {.is = literal(), .at = at};
  if (next().kind == TokenKind::kWord && !is_keyword(next()) && tokens_[at_ + 1].is("(")) return call();
  if (!next_is_name()) throw unexpected();
  return {.is = path(), .at = at};
}

Expression TokenReader::call() {
  const auto function = take();
  expect("(");
  std::vector<Expression> arguments;
  while (!take_if(")")) {
    if (!arguments.empty()) expect(",");
    arguments.push_back(nested([&] { return value(); }));
  }
  return operation(function.at, small(function.text), std::move(arguments));
}

bool TokenReader::next_is_literal() const {
  if (next().kind == TokenKind::kText || next().kind == TokenKind::kNumber) return true;
  const auto is_any = [&](std::initializer_list<std::string_view> tokens) {
    return std::ranges::any_of(tokens, [&](std::string_view token) { return next_is(token); });
  };
  return is_any({"TRUE", "FALSE", "NULL", "[", "{", "<<", "?", "-", "+"});
}

}  // namespace aws::region::dynamodb::partiql
