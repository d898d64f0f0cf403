// PartiQL: one statement, a batch of statements that know nothing of one another, and a transaction of statements. Each
// becomes what the other operations are made of: a page of items, a write of an item.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contract/call.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/items/token_store.h"
#include "region/dynamodb/partiql/statement.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb::partiql {

class StatementService {
 public:
  StatementService(const TableStore& tables, ItemStore& items, TokenStore& tokens)
      : tables_(tables), items_(items), tokens_(tokens) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::ExecuteStatementResponse execute(const contract::Call& call,
                                                  const aws::dynamodb::ExecuteStatementRequest& request);
  aws::dynamodb::BatchExecuteStatementResponse execute_all(const contract::Call& call,
                                                           const aws::dynamodb::BatchExecuteStatementRequest& request);
  aws::dynamodb::ExecuteTransactionResponse execute_together(const contract::Call& call,
                                                             const aws::dynamodb::ExecuteTransactionRequest& request);

  aws::dynamodb::ExecuteStatementResponse read(const aws::dynamodb::ExecuteStatementRequest& request,
                                               const Select& select) const;
  // What one statement of a batch answers; adds what it costs, by table.
  Item answer(const aws::dynamodb::BatchStatementRequest& request, const Statement& statement,
              std::map<std::string, Units>& units);
  struct Written {
    Item returned;  // what RETURNING asks for
    Units units;
  };
  Written write(const Table& table, const Statement& statement, const std::optional<std::string>& returns_on_failure);
  aws::dynamodb::ExecuteTransactionResponse read_together(const std::vector<Statement>& statements,
                                                          const std::optional<std::string>& asks_for_capacity) const;

  const TableStore& tables_;
  ItemStore& items_;
  TokenStore& tokens_;
};

}  // namespace aws::region::dynamodb::partiql
