// Amazon DynamoDB as the embedded region offers it: tables and items, no indexes, no streams, no throttling. What a
// request asks for beyond that is refused by name and never passed over. Owned by the region, one thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/dynamodb.h"
#include "region/dynamodb/table_store.h"

namespace aws::region::dynamodb {

class DynamoDbService final : public aws::dynamodb::Api {
 public:
  DynamoDbService(Store& store, const Clock& clock, Random& random, Place place);

  aws::dynamodb::CreateTableResponse CreateTable(const aws::dynamodb::CreateTableRequest& request) override;
  aws::dynamodb::DescribeTableResponse DescribeTable(const aws::dynamodb::DescribeTableRequest& request) override;
  aws::dynamodb::DeleteTableResponse DeleteTable(const aws::dynamodb::DeleteTableRequest& request) override;
  aws::dynamodb::ListTablesResponse ListTables(const aws::dynamodb::ListTablesRequest& request) override;
  aws::dynamodb::BatchWriteItemResponse BatchWriteItem(const aws::dynamodb::BatchWriteItemRequest& request) override;
  aws::dynamodb::GetItemResponse GetItem(const aws::dynamodb::GetItemRequest& request) override;
  aws::dynamodb::PutItemResponse PutItem(const aws::dynamodb::PutItemRequest& request) override;
  aws::dynamodb::ListTagsOfResourceResponse ListTagsOfResource(
      const aws::dynamodb::ListTagsOfResourceRequest& request) override;

 private:
  TableStore tables_;
  const Clock& clock_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::dynamodb
