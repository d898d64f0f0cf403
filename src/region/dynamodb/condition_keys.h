// What a call wants of a table, as policies can ask about it: dynamodb:LeadingKeys (the hash keys), Attributes (all
// that it names at the top of items), Select, ReturnValues, ReturnConsumedCapacity, EnclosingOperation and
// FullTableScan. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contract/call.h"
#include "contract/dynamodb.h"
#include "region/dynamodb/tables/table_store.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

// `resource` is one that the call acts on, the end of an ARN: table/NAME or table/NAME/index/NAME. What cannot be read
// has no keys: it is the handler that refuses it.
contract::Circumstances condition_keys(const contract::Operation& operation, const void* input,
                                       std::string_view resource, const TableStore& tables);

// Of a transaction's Put, Update, Delete, ConditionCheck or Get, which is authorised on its own.
template <class Part>
contract::Circumstances condition_keys_of_part(const Part& part, std::string_view transaction,
                                               const TableStore& tables);

// dynamodb:LeadingKeys and dynamodb:Attributes, as far as there are any.
contract::Circumstances condition_keys_of(const std::vector<Attribute>& hashes,
                                          const std::set<std::string>& attributes);

}  // namespace aws::region::dynamodb
