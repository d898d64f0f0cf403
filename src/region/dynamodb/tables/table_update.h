// What UpdateTable makes of a table. Throws DynamoDB's ValidationException. An index that comes or goes does so at
// once. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
#pragma once

#include <optional>
#include <string>

#include "contract/dynamodb.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb {

struct TableUpdate {
  Table table;
  std::optional<std::string> created;  // indexes, by name: at most one of both
  std::optional<Index> deleted;
};

TableUpdate updated_table(Table table, const aws::dynamodb::UpdateTableRequest& request);

}  // namespace aws::region::dynamodb
