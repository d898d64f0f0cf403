// Query and Scan: pages of a table's items, in order of their keys.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
#pragma once

#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class QueryService {
 public:
  QueryService(const TableStore& tables, const ItemStore& items) : tables_(tables), items_(items) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::QueryResponse query(const aws::dynamodb::QueryRequest& request);
  aws::dynamodb::ScanResponse scan(const aws::dynamodb::ScanRequest& request);

  const TableStore& tables_;
  const ItemStore& items_;
};

}  // namespace aws::region::dynamodb
