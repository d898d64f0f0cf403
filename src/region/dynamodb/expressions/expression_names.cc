#include "region/dynamodb/expressions/expression_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/reserved_words.h"

namespace aws::region::dynamodb {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

}  // namespace

std::string ExpressionNames::resolve(std::string_view token) {
  const bool placeholder = token.starts_with('#');
  const std::string_view bare = placeholder ? token.substr(1) : token;
  if (bare.find_first_of(".[") != std::string_view::npos) {
    throw not_supported(fmt::format("A path into an attribute ({}: {})", parameter_, token));
  }
  const bool valid = !bare.empty() && std::all_of(bare.begin(), bare.end(), is_name_character);
  if (!valid || (!placeholder && is_digit(bare.front()))) throw syntax_error(token);
  if (!placeholder) {
    if (!is_reserved_word(token)) return std::string(token);
    throw invalid(fmt::format("Attribute name is a reserved keyword; reserved keyword: {}", token));
  }
  const auto found = names_.find(std::string(token));
  if (found == names_.end()) {
    throw invalid(fmt::format(
        "An expression attribute name used in the document path is not defined; attribute name: {}", token));
  }
  used_.insert(found->first);
  return found->second;
}

void ExpressionNames::check_all_used() const {
  std::vector<std::string> unused;
  for (const auto& [placeholder, name] : names_) {
    if (!used_.contains(placeholder)) unused.push_back(placeholder);
  }
  if (unused.empty()) return;
  throw validation(fmt::format("Value provided in ExpressionAttributeNames unused in expressions: keys: {{{}}}",
                               fmt::join(unused, ", ")));
}

Error ExpressionNames::invalid(std::string_view detail) const {
  return validation(fmt::format("Invalid {}: {}", parameter_, detail));
}

Error ExpressionNames::syntax_error(std::string_view token) const {
  return invalid(fmt::format("Syntax error; token: \"{0}\", near: \"{0}\"", token));
}

}  // namespace aws::region::dynamodb
