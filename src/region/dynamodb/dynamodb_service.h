// Amazon DynamoDB as the embedded region offers it: tables and items, secondary indexes, transactions, PartiQL,
// expiry; no streams, no throttling, no backups. What a request asks for beyond that is refused by name and never
// passed over. Owned by the region, one thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/batch_service.h"
#include "region/dynamodb/items/expiry.h"
#include "region/dynamodb/items/item_service.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/items/token_store.h"
#include "region/dynamodb/items/transaction_service.h"
#include "region/dynamodb/partiql/statement_service.h"
#include "region/dynamodb/queries/query_service.h"
#include "region/dynamodb/tables/resource_policy_service.h"
#include "region/dynamodb/tables/settings_service.h"
#include "region/dynamodb/tables/table_service.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class DynamoDbService {
 public:
  struct Parts {
    Store& store;
    const Clock& clock;
    Timers& timers;  // at AWS's durations
    Random& random;
    Place place;
    const ResourcePolicies& policies;
  };
  explicit DynamoDbService(const Parts& parts);

  // Once, when the region has started.
  void start() { expiry_.start(); }
  const TableStore& tables() const { return tables_; }
  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);

 private:
  TableStore tables_;
  ItemStore items_;
  TokenStore tokens_;
  Expiry expiry_;
  TableService table_service_;
  SettingsService settings_service_;
  ResourcePolicyService resource_policy_service_;
  ItemService item_service_;
  BatchService batch_service_;
  TransactionService transaction_service_;
  QueryService query_service_;
  partiql::StatementService statement_service_;
};

}  // namespace aws::region::dynamodb
