#include "region/dynamodb/dynamodb_service.h"

namespace aws::region::dynamodb {

DynamoDbService::DynamoDbService(const Parts& parts)
    : tables_(parts.store, parts.place),
      items_(parts.store, tables_),
      tokens_(parts.store, parts.clock),
      expiry_(tables_, items_, parts.clock, parts.timers),
      table_service_(tables_, items_, parts.policies, parts.clock, parts.random, parts.place),
      settings_service_(tables_, parts.clock, parts.place),
      resource_policy_service_(tables_, parts.policies, parts.clock),
      item_service_(tables_, items_),
      batch_service_(tables_, items_),
      transaction_service_(tables_, items_, tokens_),
      query_service_(tables_, items_),
      statement_service_(tables_, items_, tokens_) {}

void DynamoDbService::serve(contract::Handlers& handlers) {
  table_service_.serve(handlers);
  settings_service_.serve(handlers);
  resource_policy_service_.serve(handlers);
  item_service_.serve(handlers);
  batch_service_.serve(handlers);
  transaction_service_.serve(handlers);
  query_service_.serve(handlers);
  statement_service_.serve(handlers);
}

}  // namespace aws::region::dynamodb
