// What CreateTable asks for, checked and put into the store's form, and a table as the API describes it.
#pragma once

#include <string>
#include <string_view>

#include "base/place.h"
#include "contract/dynamodb.h"
#include "region/dynamodb/tables/table.h"
#include "region/service/tags.h"

namespace aws::region::dynamodb {

// All but id and creation time. Throws DynamoDB's ValidationException.
Table table_from(const aws::dynamodb::CreateTableRequest& request);

// Both throw DynamoDB's ValidationException.
void set_capacity(const std::string& billing_mode,
                  const std::optional<aws::dynamodb::ProvisionedThroughput>& throughput, Table& table);
void refuse_unsupported(const std::optional<aws::dynamodb::StreamSpecification>& stream,
                        const std::optional<aws::dynamodb::SSESpecification>& encryption);
extern const TagErrors kTableTagErrors;

std::string arn_of(const Table& table, const Place& place);
aws::dynamodb::TableDescription describe(const Table& table, const Tally& tally, const Place& place);

}  // namespace aws::region::dynamodb
