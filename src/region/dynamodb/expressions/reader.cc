#include "region/dynamodb/expressions/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/reserved_words.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::string_view kEnd = "<EOF>";
constexpr std::size_t kMaxExpressionBytes = 4096;
constexpr int kMaxOperators = 300;  // as many operators as DynamoDB allows in all

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_word_character(char c) {
  return is_name_character(c) || std::string_view("#:.[]").find(c) != std::string_view::npos;
}

std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  while (!text.empty()) {
    std::size_t length = 1;
    if (std::isspace(static_cast<unsigned char>(text.front())) != 0) {
      text.remove_prefix(1);
      continue;
    }
    if (is_word_character(text.front())) {
      length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_word_character) - text.begin());
    } else if (text.starts_with("<>") || text.starts_with("<=") || text.starts_with(">=")) {
      length = 2;
    }
    tokens.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return tokens;
}

bool same_word(std::string_view token, std::string_view upper) {
  return std::equal(token.begin(), token.end(), upper.begin(), upper.end(),
                    [](unsigned char a, unsigned char b) { return std::toupper(a) == std::toupper(b); });
}

}  // namespace

ExpressionReader::ExpressionReader(std::string parameter, std::string_view text, Placeholders& placeholders)
    : parameter_(std::move(parameter)), placeholders_(placeholders), tokens_(tokens_of(text)) {
  if (text.empty()) throw invalid("The expression can not be empty;");
  if (text.size() > kMaxExpressionBytes) {
    throw invalid(
        fmt::format("Expression size has exceeded the maximum allowed size; expression size: {}", text.size()));
  }
}

bool ExpressionReader::next_is(std::string_view word) const { return !at_end() && same_word(tokens_[at_], word); }

bool ExpressionReader::next_is_call(std::string_view name) const {
  return at_ + 1 < tokens_.size() && tokens_[at_ + 1] == "(" && (name.empty() || tokens_[at_] == name) &&
         is_name_character(tokens_[at_].front());
}

bool ExpressionReader::next_is_value() const { return !at_end() && tokens_[at_].starts_with(':'); }

std::string ExpressionReader::take() {
  if (at_end()) throw syntax_error();
  return tokens_[at_++];
}

bool ExpressionReader::take_if(std::string_view word) {
  if (!next_is(word)) return false;
  ++at_;
  return true;
}

void ExpressionReader::expect(std::string_view token) {
  if (!take_if(token)) throw syntax_error();
}

void ExpressionReader::expect_end() {
  if (!at_end()) throw syntax_error();
}

// Ratings[0].Stars
Path ExpressionReader::path() {
  if (at_end()) throw syntax_error();
  const std::string& token = tokens_[at_];
  std::string_view rest = token;
  Path path;
  for (bool named = true; !rest.empty() || named;) {
    if (named) {
      const auto end = std::min(rest.find_first_of(".["), rest.size());
      path.emplace_back(name(rest.substr(0, end)));
      rest.remove_prefix(end);
    } else {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index);
      if (error != std::errc() || end == rest.data() + rest.size() || *end != ']') throw syntax_error();
      path.emplace_back(index);
      rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
    }
    named = rest.starts_with('.');
    if (named) rest.remove_prefix(1);
    if (!named && !rest.empty() && rest.front() != '[') throw syntax_error();
  }
  ++at_;
  attributes_.insert(std::get<std::string>(path.front()));
  return path;
}

std::string ExpressionReader::name(std::string_view token) const {
  const bool placeholder = token.starts_with('#');
  const std::string_view bare = placeholder ? token.substr(1) : token;
  const bool valid = !bare.empty() && std::all_of(bare.begin(), bare.end(), is_name_character);
  if (!valid || (!placeholder && is_digit(bare.front()))) throw syntax_error();
  if (!placeholder) {
    if (!is_reserved_word(token)) return std::string(token);
    throw invalid(fmt::format("Attribute name is a reserved keyword; reserved keyword: {}", token));
  }
  if (const auto* found = placeholders_.name(std::string(token))) return *found;
  throw invalid(
      fmt::format("An expression attribute name used in the document path is not defined; attribute name: {}", token));
}

Attribute ExpressionReader::value() {
  if (!next_is_value()) throw syntax_error();
  const std::string token = take();
  if (const auto* found = placeholders_.value(token)) return *found;
  throw invalid(
      fmt::format("An expression attribute value used in expression is not defined; attribute value: {}", token));
}

void ExpressionReader::nested(const std::function<void()>& rule) {
  if (++depth_ > kMaxOperators) {
    throw invalid(fmt::format("The expression is nested more than {} levels deep", kMaxOperators));
  }
  rule();
  --depth_;
}

Error ExpressionReader::invalid(std::string_view detail) const {
  return validation(fmt::format("Invalid {}: {}", parameter_, detail));
}

Error ExpressionReader::syntax_error() const { return syntax_error(at_end() ? kEnd : tokens_[at_]); }

Error ExpressionReader::syntax_error(std::string_view token) const {
  return invalid(fmt::format("Syntax error; token: \"{0}\", near: \"{0}\"", token));
}

}  // namespace aws::region::dynamodb
