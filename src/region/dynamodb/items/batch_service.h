// Operations on many items. Nothing is throttled here, so nothing is left unprocessed but what is too much for a reply.
#pragma once

#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class BatchService {
 public:
  BatchService(const TableStore& tables, ItemStore& items) : tables_(tables), items_(items) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::BatchGetItemResponse get(const aws::dynamodb::BatchGetItemRequest& request);
  aws::dynamodb::BatchWriteItemResponse write(const aws::dynamodb::BatchWriteItemRequest& request);

  const TableStore& tables_;
  ItemStore& items_;
};

}  // namespace aws::region::dynamodb
