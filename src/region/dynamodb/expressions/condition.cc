#include "region/dynamodb/expressions/condition.h"

#include <fmt/format.h>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/condition_parser.h"
#include "region/dynamodb/expressions/expression_names.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMaxExpressionBytes = 4096;

}  // namespace

Condition::Condition(const Request& request) {
  if (!request.expression) {
    if (!request.names.empty()) {
      throw validation("ExpressionAttributeNames can only be specified when using expressions");
    }
    if (!request.values.empty()) {
      throw validation(
          "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
    }
    return;
  }
  ExpressionNames names("ConditionExpression", request.names);
  if (request.expression->empty()) throw names.invalid("The expression can not be empty;");
  if (request.expression->size() > kMaxExpressionBytes) {
    throw names.invalid(fmt::format("Expression size has exceeded the maximum allowed size; expression size: {}",
                                    request.expression->size()));
  }
  ConditionParser parser(*request.expression, names, request.values);
  test_ = parser.parse();
  names.check_all_used();
  parser.check_values_used();
}

}  // namespace aws::region::dynamodb
