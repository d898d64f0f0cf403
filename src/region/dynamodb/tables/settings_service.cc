#include "region/dynamodb/tables/settings_service.h"

#include <algorithm>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/table_definition.h"
#include "region/service/tags.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::int64_t kAccountUnits = 80'000;  // what a new account has
constexpr std::int64_t kTableUnits = 40'000;
constexpr std::int64_t kEndpointMinutes = 1440;
constexpr auto kBackupWindow = std::chrono::hours(24 * 35);

}  // namespace

void SettingsService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::ListTagsOfResource, this, &SettingsService::list_tags);
  handlers.on(api::operations::TagResource, this, &SettingsService::tag);
  handlers.on(api::operations::UntagResource, this, &SettingsService::untag);
  handlers.on(api::operations::UpdateTimeToLive, this, &SettingsService::update_expiry);
  handlers.on(api::operations::DescribeTimeToLive, this, &SettingsService::expiry);
  handlers.on(api::operations::UpdateContinuousBackups, this, &SettingsService::update_backups);
  handlers.on(api::operations::DescribeContinuousBackups, this, &SettingsService::backups);
  handlers.on(api::operations::DescribeLimits, this, &SettingsService::limits);
  handlers.on(api::operations::DescribeEndpoints, this, &SettingsService::endpoints);
}

// A table has at most fifty tags, which are one page.
api::ListTagsOfResourceResponse SettingsService::list_tags(const api::ListTagsOfResourceRequest& request) {
  return {.Tags = render_tags<api::Tag>(tables_.by_arn(request.ResourceArn.value_or("")).tags)};
}

api::TagResourceResponse SettingsService::tag(const api::TagResourceRequest& request) {
  Table table = tables_.by_arn(request.ResourceArn.value_or(""));
  add_tags(table.tags, tags_of(request.Tags, kTableTagErrors), kTableTagErrors);
  tables_.replace(std::move(table));
  return {};
}

api::UntagResourceResponse SettingsService::untag(const api::UntagResourceRequest& request) {
  Table table = tables_.by_arn(request.ResourceArn.value_or(""));
  remove_tags(table.tags, request.TagKeys);
  tables_.replace(std::move(table));
  return {};
}

api::UpdateTimeToLiveResponse SettingsService::update_expiry(const api::UpdateTimeToLiveRequest& request) {
  Table table = tables_.get(request.TableName.value_or(""));
  const auto& asked = request.TimeToLiveSpecification.value();
  const auto attribute = asked.AttributeName.value_or("");
  const bool enable = asked.Enabled.value_or(false);
  const bool enabled = !table.expires_by.empty();
  if (enable == enabled) {
    throw validation(enable ? "TimeToLive is already enabled" : "TimeToLive is already disabled");
  }
  if (enabled && attribute != table.expires_by) {
    throw validation("TimeToLive is active on a different AttributeName: current AttributeName is " + table.expires_by);
  }
  table.expires_by = enable ? attribute : "";
  tables_.replace(std::move(table));
  return {.TimeToLiveSpecification = asked};
}

api::DescribeTimeToLiveResponse SettingsService::expiry(const api::DescribeTimeToLiveRequest& request) {
  const auto& table = tables_.get(request.TableName.value_or(""));
  api::TimeToLiveDescription description{.TimeToLiveStatus = table.expires_by.empty() ? "DISABLED" : "ENABLED"};
  if (!table.expires_by.empty()) description.AttributeName = table.expires_by;
  return {.TimeToLiveDescription = std::move(description)};
}

api::ContinuousBackupsDescription SettingsService::describe_backups(const Table& table) const {
  api::PointInTimeRecoveryDescription recovery{.PointInTimeRecoveryStatus = "DISABLED"};
  if (table.recoverable_since_ms > 0) {
    const auto since = from_milliseconds(table.recoverable_since_ms);
    recovery.PointInTimeRecoveryStatus = "ENABLED";
    recovery.EarliestRestorableDateTime = std::max(since, clock_.now() - kBackupWindow);
    recovery.LatestRestorableDateTime = clock_.now();
  }
  return {.ContinuousBackupsStatus = "ENABLED", .PointInTimeRecoveryDescription = recovery};
}

api::UpdateContinuousBackupsResponse SettingsService::update_backups(
    const api::UpdateContinuousBackupsRequest& request) {
  const auto name = request.TableName.value_or("");
  if (tables_.find(name) == nullptr) throw backup_table_not_found(name);
  Table table = tables_.get(name);
  const bool enable = request.PointInTimeRecoverySpecification->PointInTimeRecoveryEnabled.value_or(false);
  const bool enabled = table.recoverable_since_ms > 0;
  if (enable != enabled) table.recoverable_since_ms = enable ? to_milliseconds(clock_.now()) : 0;
  return {.ContinuousBackupsDescription = describe_backups(tables_.replace(std::move(table)))};
}

api::DescribeContinuousBackupsResponse SettingsService::backups(const api::DescribeContinuousBackupsRequest& request) {
  const auto name = request.TableName.value_or("");
  const Table* table = tables_.find(name);
  if (table == nullptr) throw backup_table_not_found(name);
  return {.ContinuousBackupsDescription = describe_backups(*table)};
}

api::DescribeLimitsResponse SettingsService::limits(const api::DescribeLimitsRequest&) {
  return {.AccountMaxReadCapacityUnits = kAccountUnits,
          .AccountMaxWriteCapacityUnits = kAccountUnits,
          .TableMaxReadCapacityUnits = kTableUnits,
          .TableMaxWriteCapacityUnits = kTableUnits};
}

// AWS's own, as on AWS: a client that was given this region's address does not ask.
api::DescribeEndpointsResponse SettingsService::endpoints(const api::DescribeEndpointsRequest&) {
  return {.Endpoints = {
              {.Address = "dynamodb." + place_.region + ".amazonaws.com", .CachePeriodInMinutes = kEndpointMinutes}}};
}

}  // namespace aws::region::dynamodb
