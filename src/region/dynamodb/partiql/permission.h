// What a statement needs the caller to be allowed: dynamodb:PartiQLSelect, PartiQLInsert, PartiQLUpdate or
// PartiQLDelete on its table or index.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
#pragma once

#include <optional>
#include <string>

#include "contract/call.h"
#include "region/dynamodb/partiql/statement.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb::partiql {

// What a request says besides the statement, for condition keys.
struct Surroundings {
  std::optional<std::string> asks_for_capacity;
  bool in_transaction = false;
};

// Throws the denial.
void require_permission(const contract::Call& call, const Statement& statement, const Surroundings& surroundings,
                        const TableStore& tables);

}  // namespace aws::region::dynamodb::partiql
