// Amazon DynamoDB as the embedded region offers it: tables and items, no indexes, no streams, no throttling. What a
// request asks for beyond that is refused by name and never passed over. Owned by the region, one thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/table_store.h"

namespace aws::region::dynamodb {

class DynamoDbService {
 public:
  DynamoDbService(Store& store, const Clock& clock, Random& random, Place place);

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  aws::dynamodb::CreateTableResponse CreateTable(const aws::dynamodb::CreateTableRequest& request);
  aws::dynamodb::DescribeTableResponse DescribeTable(const aws::dynamodb::DescribeTableRequest& request);
  aws::dynamodb::DeleteTableResponse DeleteTable(const aws::dynamodb::DeleteTableRequest& request);
  aws::dynamodb::ListTablesResponse ListTables(const aws::dynamodb::ListTablesRequest& request);
  aws::dynamodb::BatchWriteItemResponse BatchWriteItem(const aws::dynamodb::BatchWriteItemRequest& request);
  aws::dynamodb::GetItemResponse GetItem(const aws::dynamodb::GetItemRequest& request);
  aws::dynamodb::PutItemResponse PutItem(const aws::dynamodb::PutItemRequest& request);
  aws::dynamodb::ListTagsOfResourceResponse ListTagsOfResource(const aws::dynamodb::ListTagsOfResourceRequest& request);

 private:
  TableStore tables_;
  const Clock& clock_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::dynamodb
