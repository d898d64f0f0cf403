// What a SELECT means of a table: a page of a query when it names hash keys, else of a scan.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
#pragma once

#include "region/dynamodb/partiql/statement.h"
#include "region/dynamodb/queries/page.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb::partiql {

// Both throw DynamoDB's ValidationException.
PageRequest page_of(const Table& table, const Select& select, bool consistent);

// Where a SELECT has to be about one item and nothing else. `among` is the operation that wants it so.
Item key_of(const Table& table, const Select& select, const std::string& among);

Projection projection_of(const Select& select);

}  // namespace aws::region::dynamodb::partiql
