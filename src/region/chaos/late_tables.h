// DynamoDB whose tables take their time: not found for a moment, then CREATING, then ACTIVE; DELETING before they are
// gone. The service behind it creates and deletes at once. Region thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/chaos/faults.h"

namespace aws::region::chaos {

class LateTables {
 public:
  LateTables(const aws::dynamodb::Api& service, const Clock& clock, const Faults& faults);

  void serve(contract::Handlers& handlers);

 private:
  struct Deleting {
    aws::dynamodb::TableDescription description;
    Timestamp until;
  };

  aws::dynamodb::CreateTableResponse create(const aws::dynamodb::CreateTableRequest& request);
  aws::dynamodb::DescribeTableResponse describe(const aws::dynamodb::DescribeTableRequest& request);
  aws::dynamodb::DeleteTableResponse remove(const aws::dynamodb::DeleteTableRequest& request);
  aws::dynamodb::ListTablesResponse list(const aws::dynamodb::ListTablesRequest& request);
  aws::dynamodb::GetItemResponse get_item(const aws::dynamodb::GetItemRequest& request);
  aws::dynamodb::PutItemResponse put_item(const aws::dynamodb::PutItemRequest& request);
  aws::dynamodb::BatchWriteItemResponse write(const aws::dynamodb::BatchWriteItemRequest& request);

  const Deleting* deleting(const std::string& table);
  Duration age_of(const aws::dynamodb::TableDescription& table) const;
  void require_active(const std::string& table);
  Duration delay() const { return faults_.delays().table; }

  const aws::dynamodb::Api& service_;
  const Clock& clock_;
  const Faults& faults_;
  std::map<std::string, Deleting> deleting_;
};

}  // namespace aws::region::chaos
