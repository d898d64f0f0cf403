// Operations on tables. A table is ACTIVE when the next call comes: nothing is being created or deleted meanwhile.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/ports.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class TableService {
 public:
  TableService(TableStore& tables, ItemStore& items, const ResourcePolicies& policies, const Clock& clock,
               Random& random, Place place)
      : tables_(tables), items_(items), policies_(policies), clock_(clock), random_(random), place_(std::move(place)) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::CreateTableResponse create(const aws::dynamodb::CreateTableRequest& request);
  aws::dynamodb::DescribeTableResponse describe(const aws::dynamodb::DescribeTableRequest& request);
  aws::dynamodb::DeleteTableResponse remove(const aws::dynamodb::DeleteTableRequest& request);
  aws::dynamodb::ListTablesResponse list(const aws::dynamodb::ListTablesRequest& request);
  aws::dynamodb::UpdateTableResponse update(const aws::dynamodb::UpdateTableRequest& request);

  aws::dynamodb::TableDescription described(const Table& table);

  TableStore& tables_;
  ItemStore& items_;
  const ResourcePolicies& policies_;
  const Clock& clock_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::dynamodb
