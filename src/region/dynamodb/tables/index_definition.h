// The secondary indexes that CreateTable and UpdateTable ask for, checked and put into the store's form, and how the
// API describes them. Throws DynamoDB's ValidationException.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/SecondaryIndexes.html
#pragma once

#include <string>
#include <vector>

#include "contract/dynamodb.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb {

using AttributeDefinitions = std::vector<aws::dynamodb::AttributeDefinition>;

// Of a table whose own key and billing mode are known.
std::vector<Index> indexes_of(const aws::dynamodb::CreateTableRequest& request, const Table& table);
Index index_of(const aws::dynamodb::CreateGlobalSecondaryIndexAction& request, const AttributeDefinitions& definitions,
               const Table& table);
void check_indexes(const std::vector<Index>& indexes);  // their names and their number
void set_throughput(const std::optional<aws::dynamodb::ProvisionedThroughput>& throughput, const Table& table,
                    Index& index);

KeyAttribute key_attribute(const aws::dynamodb::KeySchemaElement& element,
                           const std::vector<aws::dynamodb::KeySchemaElement>& schema,
                           const AttributeDefinitions& definitions);
void check_key_schema(const std::vector<aws::dynamodb::KeySchemaElement>& schema);
// No attribute is defined but those of a key.
void check_definitions_used(const AttributeDefinitions& definitions, const Table& table);

// Adds the table's keys, those of its indexes and the indexes themselves, but for their sizes.
void describe_keys(const Table& table, const std::string& table_arn, aws::dynamodb::TableDescription& description);

}  // namespace aws::region::dynamodb
