#include "region/dynamodb/expressions/projection.h"

#include <string_view>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/expression_names.h"

namespace aws::region::dynamodb {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

void check_combination(const Projection::Request& request) {
  if (!request.expression && !request.names.empty()) {
    throw validation("ExpressionAttributeNames can only be specified when using expressions");
  }
  if (request.expression && !request.attributes.empty()) {
    throw validation(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
        "{AttributesToGet} Expression parameters: {ProjectionExpression}");
  }
}

}  // namespace

Projection::Projection(const Request& request) {
  check_combination(request);
  everything_ = !request.expression && request.attributes.empty();
  attributes_.insert(request.attributes.begin(), request.attributes.end());
  if (!request.expression) return;

  ExpressionNames names("ProjectionExpression", request.names);
  if (request.expression->empty()) throw names.invalid("The expression can not be empty;");
  for (std::string_view rest = *request.expression;;) {
    const auto comma = rest.find(',');
    attributes_.insert(names.resolve(trimmed(rest.substr(0, comma))));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  names.check_all_used();
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
