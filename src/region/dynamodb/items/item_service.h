// Operations on one item. Every read is strongly consistent; one that did not ask for it is counted as if it were not.
#pragma once

#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class ItemService {
 public:
  ItemService(const TableStore& tables, ItemStore& items) : tables_(tables), items_(items) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::GetItemResponse get(const aws::dynamodb::GetItemRequest& request);
  aws::dynamodb::PutItemResponse put(const aws::dynamodb::PutItemRequest& request);
  aws::dynamodb::UpdateItemResponse update(const aws::dynamodb::UpdateItemRequest& request);
  aws::dynamodb::DeleteItemResponse remove(const aws::dynamodb::DeleteItemRequest& request);

  const TableStore& tables_;
  ItemStore& items_;
};

}  // namespace aws::region::dynamodb
