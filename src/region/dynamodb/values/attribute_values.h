// Between the contract's AttributeValue and the store's Attribute, with all that DynamoDB checks of a value on its own.
#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <string>

#include "contract/dynamodb.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

using AttributeValues = std::map<std::string, aws::dynamodb::AttributeValue>;

// Throws DynamoDB's ValidationException.
Attribute attribute_of(const aws::dynamodb::AttributeValue& value);
Item item_of(const AttributeValues& values);

aws::dynamodb::AttributeValue attribute_value_of(const Attribute& attribute);
AttributeValues attribute_values_of(const Item& item);

// As the wire has it: {"Title": {"S": "Delta"}}.
boost::json::value wire_json(const Item& item);
// Throws when maps and lists lie deeper within each other than DynamoDB allows.
void check_nesting(const Item& item);

}  // namespace aws::region::dynamodb
