// Which items a Query is about: those of one hash key, perhaps with a condition on the range key, as an expression or
// by the older KeyConditions.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
#pragma once

#include <map>
#include <string>
#include <vector>

#include "contract/dynamodb.h"
#include "region/dynamodb/expressions/placeholders.h"
#include "region/dynamodb/tables/table.h"
#include "region/dynamodb/values/attribute.h"
#include "region/store/rows.h"

namespace aws::region::dynamodb {

// One attribute's part: "EQ", "LT", "LE", "GT", "GE", "BETWEEN" or "BEGINS_WITH", with one argument or two.
struct KeyComparison {
  std::string comparison;
  std::vector<Attribute> arguments;
};
using KeyComparisons = std::map<std::string, KeyComparison>;  // by attribute

// Both throw DynamoDB's ValidationException.
KeyComparisons parse_key_condition(const std::string& expression, Placeholders& placeholders);
KeyComparisons older_key_condition(const std::map<std::string, aws::dynamodb::Condition>& conditions);

// The rows that they leave. Throws when they do not fit the schema.
KeyRange rows_of(const KeySchema& schema, const KeyComparisons& comparisons);

}  // namespace aws::region::dynamodb
