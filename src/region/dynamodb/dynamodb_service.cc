#include "region/dynamodb/dynamodb_service.h"

namespace aws::region::dynamodb {

DynamoDbService::DynamoDbService(Store& store, const Clock& clock, Random& random, const Place& place)
    : tables_(store),
      items_(store, tables_),
      table_service_(tables_, items_, clock, random, place),
      item_service_(tables_, items_),
      batch_service_(tables_, items_),
      query_service_(tables_, items_) {}

void DynamoDbService::serve(contract::Handlers& handlers) {
  table_service_.serve(handlers);
  item_service_.serve(handlers);
  batch_service_.serve(handlers);
  query_service_.serve(handlers);
}

}  // namespace aws::region::dynamodb
