// Reads and writes of several items that take effect together or not at all. The region carries out one call at a time,
// so that all of them are serialised; on disk a transaction is one of the store's.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
#pragma once

#include <string>

#include "base/clock.h"
#include "contract/call.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/items/token_store.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class TransactionService {
 public:
  TransactionService(const TableStore& tables, ItemStore& items, TokenStore& tokens)
      : tables_(tables), items_(items), tokens_(tokens) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::TransactGetItemsResponse get(const contract::Call& call,
                                              const aws::dynamodb::TransactGetItemsRequest& request);
  aws::dynamodb::TransactWriteItemsResponse write(const contract::Call& call,
                                                  const aws::dynamodb::TransactWriteItemsRequest& request);

  const TableStore& tables_;
  ItemStore& items_;
  TokenStore& tokens_;
};

}  // namespace aws::region::dynamodb
