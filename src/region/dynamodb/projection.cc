#include "region/dynamodb/projection.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <string_view>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/reserved_words.h"

namespace aws::region::dynamodb {
namespace {

Error invalid_expression(std::string_view detail) {
  return validation(fmt::format("Invalid ProjectionExpression: {}", detail));
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool is_name_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

void check_name(std::string_view name) {
  const bool placeholder = name.starts_with('#');
  const std::string_view bare = placeholder ? name.substr(1) : name;
  if (bare.find_first_of(".[") != std::string_view::npos) {
    throw not_supported(fmt::format("A path into an attribute (ProjectionExpression: {})", name));
  }
  bool valid = !bare.empty() && (placeholder || std::isdigit(static_cast<unsigned char>(bare.front())) == 0);
  for (const char c : bare) valid = valid && is_name_character(c);
  if (!valid) throw invalid_expression(fmt::format("Syntax error; token: \"{}\", near: \"{}\"", name, name));
  if (!placeholder && is_reserved_word(name)) {
    throw invalid_expression(fmt::format("Attribute name is a reserved keyword; reserved keyword: {}", name));
  }
}

void check_combination(const Projection::Request& request) {
  if (!request.expression) {
    if (!request.names.empty()) {
      throw validation("ExpressionAttributeNames can only be specified when using expressions");
    }
    return;
  }
  if (!request.attributes.empty()) {
    throw validation(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
        "{AttributesToGet} Expression parameters: {ProjectionExpression}");
  }
  if (request.expression->empty()) throw invalid_expression("The expression can not be empty;");
}

}  // namespace

Projection::Projection(const Request& request) {
  check_combination(request);
  everything_ = !request.expression && request.attributes.empty();
  attributes_.insert(request.attributes.begin(), request.attributes.end());
  if (!request.expression) return;

  auto unused = request.names;
  for (std::string_view rest = *request.expression;;) {
    const auto comma = rest.find(',');
    const std::string name(trimmed(rest.substr(0, comma)));
    check_name(name);
    if (name.starts_with('#')) {
      const auto found = request.names.find(name);
      if (found == request.names.end()) {
        throw invalid_expression(fmt::format(
            "An expression attribute name used in the document path is not defined; attribute name: {}", name));
      }
      attributes_.insert(found->second);
      unused.erase(name);
    } else {
      attributes_.insert(name);
    }
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (unused.empty()) return;
  std::vector<std::string> keys;
  for (const auto& [key, name] : unused) keys.push_back(key);
  throw validation(fmt::format("Value provided in ExpressionAttributeNames unused in expressions: keys: {{{}}}",
                               fmt::join(keys, ", ")));
}

Item Projection::apply(const Item& item) const {
  if (everything_) return item;
  Item projected;
  for (const auto& name : attributes_) {
    if (const auto found = item.find(name); found != item.end()) projected.insert(*found);
  }
  return projected;
}

}  // namespace aws::region::dynamodb
