#include "region/dynamodb/tables/table_definition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/index_definition.h"
#include "region/dynamodb/tables/table_store.h"
#include "region/dynamodb/tables/throughput.h"
#include "region/service/tags.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::string_view kProvisioned = "PROVISIONED";
constexpr std::string_view kPayPerRequest = "PAY_PER_REQUEST";
constexpr std::int64_t kMaxUnits = 1'000'000'000'000;

}  // namespace

const TagErrors kTableTagErrors{
    .reserved =
        [](const std::string&) {
          return invalid_parameter("aws: prefixed tag key names are not allowed for external use.");
        },
    .duplicate = nullptr,
    .too_many = [] { return invalid_parameter(fmt::format("A table can have at most {} tags", kMostTags)); }};

void refuse_unsupported(const std::optional<api::StreamSpecification>& stream,
                        const std::optional<api::SSESpecification>& encryption) {
  if (encryption && !encryption->Enabled.value_or(false)) {
    const auto refuse = [](std::string_view what) {
      return invalid_parameter(fmt::format("{} can not be specified if Enabled is false", what));
    };
    if (encryption->SSEType) throw refuse("SSEType");
    if (encryption->KMSMasterKeyId) throw refuse("KMSMasterKeyId");
  }
  if (stream && stream->StreamEnabled.value_or(false)) throw not_supported("StreamSpecification");
  if (encryption && encryption->Enabled.value_or(false)) throw not_supported("SSESpecification");
}

void set_capacity(const std::string& billing_mode, const std::optional<api::ProvisionedThroughput>& throughput,
                  Table& table) {
  table.billing_mode = billing_mode;
  if (table.billing_mode == kPayPerRequest) {
    table.read_units = table.write_units = 0;
    if (!throughput) return;
    throw invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  if (!throughput || !throughput->ReadCapacityUnits || !throughput->WriteCapacityUnits) {
    throw invalid_parameter(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
  }
  table.read_units = *throughput->ReadCapacityUnits;
  table.write_units = *throughput->WriteCapacityUnits;
  const auto check = [](std::int64_t units, std::string_view name) {
    if (units > kMaxUnits) throw validation(fmt::format("Given value {} for {} is out of bounds", units, name));
  };
  check(table.read_units, "ReadCapacityUnits");
  check(table.write_units, "WriteCapacityUnits");
}

Table table_from(const api::CreateTableRequest& request) {
  Table table;
  table.name = request.TableName.value_or("");
  check_table_name(table.name);
  set_capacity(request.BillingMode.value_or(std::string(kProvisioned)), request.ProvisionedThroughput, table);
  check_key_schema(request.KeySchema);
  table.hash = key_attribute(request.KeySchema[0], request.KeySchema, request.AttributeDefinitions);
  if (request.KeySchema.size() > 1) {
    table.range = key_attribute(request.KeySchema[1], request.KeySchema, request.AttributeDefinitions);
  }
  refuse_unsupported(request.StreamSpecification, request.SSESpecification);
  if (request.StreamSpecification && request.StreamSpecification->StreamViewType) {
    throw invalid_parameter("Table is being created with a stream disabled, UpdateViewType should not be specified");
  }
  table.indexes = indexes_of(request, table);
  set_new(request.OnDemandThroughput, request.WarmThroughput, subject_of(table));
  check_definitions_used(request.AttributeDefinitions, table);
  table.deletion_protection = request.DeletionProtectionEnabled.value_or(false);
  table.table_class = request.TableClass.value_or("");
  table.tags = tags_of(request.Tags, kTableTagErrors);
  return table;
}

std::string arn_of(const Table& table, const Place& place) { return place.arn("dynamodb", "table/" + table.name); }

api::TableDescription describe(const Table& table, const Tally& tally, const Place& place) {
  const Timestamp created{std::chrono::milliseconds(table.created_ms)};
  api::TableDescription description{.TableName = table.name,
                                    .TableStatus = "ACTIVE",
                                    .CreationDateTime = created,
                                    .ProvisionedThroughput = {{.NumberOfDecreasesToday = 0,
                                                               .ReadCapacityUnits = table.read_units,
                                                               .WriteCapacityUnits = table.write_units}},
                                    .TableSizeBytes = tally.bytes,
                                    .ItemCount = tally.items,
                                    .TableArn = arn_of(table, place),
                                    .TableId = table.id,
                                    .DeletionProtectionEnabled = table.deletion_protection,
                                    .OnDemandThroughput = described(table.at_most)};
  const auto warm = warm_of(table);
  description.WarmThroughput = {.ReadUnitsPerSecond = warm.read, .WriteUnitsPerSecond = warm.write, .Status = "ACTIVE"};
  describe_keys(table, arn_of(table, place), description);
  if (table.billing_mode == kPayPerRequest) {
    description.BillingModeSummary = {.BillingMode = table.billing_mode, .LastUpdateToPayPerRequestDateTime = created};
  }
  if (!table.table_class.empty()) description.TableClassSummary = {.TableClass = table.table_class};
  return description;
}

}  // namespace aws::region::dynamodb
