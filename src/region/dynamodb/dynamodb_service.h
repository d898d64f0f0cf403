// Amazon DynamoDB as the embedded region offers it: tables and items, no indexes, no streams, no throttling. What a
// request asks for beyond that is refused by name and never passed over. Owned by the region, one thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/batch_service.h"
#include "region/dynamodb/items/item_service.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/queries/query_service.h"
#include "region/dynamodb/tables/table_service.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class DynamoDbService {
 public:
  DynamoDbService(Store& store, const Clock& clock, Random& random, const Place& place);

  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);

 private:
  TableStore tables_;
  ItemStore items_;
  TableService table_service_;
  ItemService item_service_;
  BatchService batch_service_;
  QueryService query_service_;
};

}  // namespace aws::region::dynamodb
