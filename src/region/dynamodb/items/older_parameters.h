// The parameters that expressions have replaced, which clients still send: Expected, QueryFilter, ScanFilter and
// AttributeUpdates. They become the same conditions and updates.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
#pragma once

#include <map>
#include <optional>
#include <string>

#include "contract/dynamodb.h"
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/update.h"

namespace aws::region::dynamodb {

// All throw DynamoDB's ValidationException. `combined` is the request's ConditionalOperator.
Condition older_condition(const std::map<std::string, aws::dynamodb::ExpectedAttributeValue>& expected,
                          const std::optional<std::string>& combined);
Condition older_condition(const std::map<std::string, aws::dynamodb::Condition>& filter,
                          const std::optional<std::string>& combined);
Update older_update(const std::map<std::string, aws::dynamodb::AttributeValueUpdate>& updates);

// What one ComparisonOperator says of an attribute; also of a key, in KeyConditions.
void check_arguments(const std::string& comparison, const std::vector<Attribute>& arguments);

}  // namespace aws::region::dynamodb
