#include "region/dynamodb/tables/table_definition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "region/dynamodb/errors.h"
#include "region/service/tags.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;

constexpr std::string_view kProvisioned = "PROVISIONED";
constexpr std::string_view kPayPerRequest = "PAY_PER_REQUEST";
constexpr std::int64_t kMaxUnits = 1'000'000'000'000;

void refuse_unsupported(const api::CreateTableRequest& request) {
  if (!request.LocalSecondaryIndexes.empty()) throw not_supported("LocalSecondaryIndexes");
  if (!request.GlobalSecondaryIndexes.empty()) throw not_supported("GlobalSecondaryIndexes");
  if (request.StreamSpecification && request.StreamSpecification->StreamEnabled.value_or(false)) {
    throw not_supported("StreamSpecification");
  }
  if (request.SSESpecification && request.SSESpecification->Enabled.value_or(false)) {
    throw not_supported("SSESpecification");
  }
}

void set_capacity(const api::CreateTableRequest& request, Table& table) {
  table.billing_mode = request.BillingMode.value_or(std::string(kProvisioned));
  const auto& throughput = request.ProvisionedThroughput;
  if (table.billing_mode == kPayPerRequest) {
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

void check_key_schema(const std::vector<api::KeySchemaElement>& schema) {
  if (schema.empty() || schema[0].KeyType != "HASH") {
    throw validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (schema.size() == 1) return;
  if (schema[1].KeyType != "RANGE") {
    throw validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  if (schema[0].AttributeName == schema[1].AttributeName) {
    throw validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
}

const TagErrors kTagErrors{
    .reserved =
        [](const std::string&) {
          return invalid_parameter("aws: prefixed tag key names are not allowed for external use.");
        },
    .duplicate = nullptr,
    .too_many = [] { return invalid_parameter(fmt::format("A table can have at most {} tags", kMostTags)); }};

KeyAttribute key_attribute(const api::KeySchemaElement& key, const api::CreateTableRequest& request) {
  const std::string name = key.AttributeName.value_or("");
  for (const auto& definition : request.AttributeDefinitions) {
    if (definition.AttributeName == name) return {name, definition.AttributeType.value_or("")};
  }
  std::vector<std::string> keys;
  std::vector<std::string> defined;
  for (const auto& element : request.KeySchema) keys.push_back(element.AttributeName.value_or(""));
  for (const auto& definition : request.AttributeDefinitions) defined.push_back(definition.AttributeName.value_or(""));
  throw invalid_parameter(
      fmt::format("Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], "
                  "AttributeDefinitions: [{}]",
                  fmt::join(keys, ", "), fmt::join(defined, ", ")));
}

void add_key(const KeyAttribute& key, std::string_view key_type, api::TableDescription& description) {
  description.AttributeDefinitions.push_back({.AttributeName = key.name, .AttributeType = key.type});
  description.KeySchema.push_back({.AttributeName = key.name, .KeyType = std::string(key_type)});
}

}  // namespace

Table table_from(const api::CreateTableRequest& request) {
  Table table;
  table.name = request.TableName.value_or("");
  set_capacity(request, table);
  check_key_schema(request.KeySchema);
  table.hash = key_attribute(request.KeySchema[0], request);
  if (request.KeySchema.size() > 1) table.range = key_attribute(request.KeySchema[1], request);
  refuse_unsupported(request);
  if (request.KeySchema.size() != request.AttributeDefinitions.size()) {
    throw invalid_parameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  table.table_class = request.TableClass.value_or("");
  table.tags = tags_of(request.Tags, kTagErrors);
  return table;
}

std::string arn_of(const Table& table, const Place& place) { return place.arn("dynamodb", "table/" + table.name); }

std::string_view table_in(std::string_view arn, const Place& place) {
  if (!arn.starts_with("arn:")) {
    throw validation(fmt::format("Invalid TableArn: Invalid ResourceArn provided as input {}", arn));
  }
  const std::string start = place.arn("dynamodb", "table/");
  return arn.starts_with(start) ? arn.substr(start.size()) : std::string_view();
}

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
                                    .TableId = table.id};
  add_key(table.hash, "HASH", description);
  if (table.range) add_key(*table.range, "RANGE", description);
  // DynamoDB lists the definitions by name, whatever their order in the request.
  std::sort(description.AttributeDefinitions.begin(), description.AttributeDefinitions.end(),
            [](const auto& one, const auto& other) { return one.AttributeName < other.AttributeName; });
  if (table.billing_mode == kPayPerRequest) {
    description.BillingModeSummary = {.BillingMode = table.billing_mode, .LastUpdateToPayPerRequestDateTime = created};
  }
  if (!table.table_class.empty()) description.TableClassSummary = {.TableClass = table.table_class};
  return description;
}

}  // namespace aws::region::dynamodb
