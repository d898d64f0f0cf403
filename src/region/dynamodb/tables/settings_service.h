// What is set on a table beside its definition: tags, the attribute by which items expire, backups (none are made), and
// what is the same for every account.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class SettingsService {
 public:
  SettingsService(TableStore& tables, const Clock& clock, Place place)
      : tables_(tables), clock_(clock), place_(std::move(place)) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::ListTagsOfResourceResponse list_tags(const aws::dynamodb::ListTagsOfResourceRequest& request);
  aws::dynamodb::TagResourceResponse tag(const aws::dynamodb::TagResourceRequest& request);
  aws::dynamodb::UntagResourceResponse untag(const aws::dynamodb::UntagResourceRequest& request);
  aws::dynamodb::UpdateTimeToLiveResponse update_expiry(const aws::dynamodb::UpdateTimeToLiveRequest& request);
  aws::dynamodb::DescribeTimeToLiveResponse expiry(const aws::dynamodb::DescribeTimeToLiveRequest& request);
  aws::dynamodb::UpdateContinuousBackupsResponse update_backups(
      const aws::dynamodb::UpdateContinuousBackupsRequest& request);
  aws::dynamodb::DescribeContinuousBackupsResponse backups(
      const aws::dynamodb::DescribeContinuousBackupsRequest& request);
  aws::dynamodb::DescribeLimitsResponse limits(const aws::dynamodb::DescribeLimitsRequest& request);
  aws::dynamodb::DescribeEndpointsResponse endpoints(const aws::dynamodb::DescribeEndpointsRequest& request);

  aws::dynamodb::ContinuousBackupsDescription describe_backups(const Table& table) const;

  TableStore& tables_;
  const Clock& clock_;
  Place place_;
};

}  // namespace aws::region::dynamodb
