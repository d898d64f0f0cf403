#include "region/dynamodb/expressions/condition.h"

#include "region/dynamodb/expressions/condition_parser.h"

namespace aws::region::dynamodb {

Condition Condition::parse(const std::string& parameter, const std::string& expression, Placeholders& placeholders) {
  ExpressionReader reader(parameter, expression, placeholders);
  return ConditionParser(reader).parse();
}

}  // namespace aws::region::dynamodb
