#include "region/dynamodb/tables/index_definition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/throughput.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::size_t kMostLocal = 5;
constexpr std::size_t kMostGlobal = 20;

void set_projection(const std::optional<api::Projection>& projection, Index& index) {
  if (!projection || !projection->ProjectionType) throw invalid_parameter("Unknown ProjectionType: null");
  index.projection = *projection->ProjectionType;
  index.included = projection->NonKeyAttributes;
  const bool includes = index.projection == "INCLUDE";
  if (includes && index.included.empty()) {
    throw invalid_parameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  if (!includes && !index.included.empty()) {
    throw invalid_parameter(fmt::format("ProjectionType is {}, but NonKeyAttributes is specified", index.projection));
  }
}

template <class Request>
Index keyed_index(const Request& request, const AttributeDefinitions& definitions) {
  Index index;
  index.name = request.IndexName.value_or("");
  const auto& schema = request.KeySchema;
  check_key_schema(schema);
  index.hash = key_attribute(schema[0], schema, definitions);
  if (schema.size() > 1) index.range = key_attribute(schema[1], schema, definitions);
  set_projection(request.Projection, index);
  return index;
}

void check_local(const Index& index, const Table& table) {
  if (!index.range) {
    throw invalid_parameter(fmt::format("Index KeySchema does not have a range key for index: {}", index.name));
  }
  if (index.hash.name == table.hash.name) return;
  throw invalid_parameter(fmt::format(
      "Index KeySchema does not have the same leading hash key as table KeySchema for index: {}. index hash key: {}, "
      "table hash key: {}",
      index.name, index.hash.name, table.hash.name));
}

std::vector<api::KeySchemaElement> schema_of(const KeySchema& key) {
  std::vector<api::KeySchemaElement> schema = {{.AttributeName = key.hash.name, .KeyType = "HASH"}};
  if (key.range) schema.push_back({.AttributeName = key.range->name, .KeyType = "RANGE"});
  return schema;
}

api::Projection projection_of(const Index& index) {
  return {.ProjectionType = index.projection, .NonKeyAttributes = index.included};
}

// By name, as DynamoDB lists them.
std::map<std::string, std::string> types_of_keys(const Table& table) {
  std::map<std::string, std::string> types;
  const auto add = [&](const KeySchema& key) {
    types[key.hash.name] = key.hash.type;
    if (key.range) types[key.range->name] = key.range->type;
  };
  add(table.key());
  for (const auto& index : table.indexes) add(index.key());
  return types;
}

}  // namespace

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

KeyAttribute key_attribute(const api::KeySchemaElement& element, const std::vector<api::KeySchemaElement>& schema,
                           const AttributeDefinitions& definitions) {
  const std::string name = element.AttributeName.value_or("");
  std::vector<std::string> keys, defined;
  for (const auto& definition : definitions) {
    if (definition.AttributeName == name) return {name, definition.AttributeType.value_or("")};
    defined.push_back(definition.AttributeName.value_or(""));
  }
  for (const auto& each : schema) keys.push_back(each.AttributeName.value_or(""));
  throw invalid_parameter(
      fmt::format("Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], "
                  "AttributeDefinitions: [{}]",
                  fmt::join(keys, ", "), fmt::join(defined, ", ")));
}

void check_definitions_used(const AttributeDefinitions& definitions, const Table& table) {
  const auto used = types_of_keys(table);
  std::vector<std::string> defined, keys;
  bool all = true;
  for (const auto& definition : definitions) {
    defined.push_back(definition.AttributeName.value_or(""));
    all = all && used.contains(defined.back());
  }
  if (all && defined.size() == used.size()) return;
  if (table.indexes.empty()) {
    throw invalid_parameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  for (const auto& [name, type] : used) keys.push_back(name);
  throw invalid_parameter(
      fmt::format("Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: [{}]",
                  fmt::join(defined, ", "), fmt::join(keys, ", ")));
}

void set_throughput(const std::optional<api::ProvisionedThroughput>& throughput, const Table& table, Index& index) {
  const bool provisioned = table.billing_mode != "PAY_PER_REQUEST";
  if (!provisioned && throughput) {
    throw invalid_parameter(fmt::format(
        "ProvisionedThroughput should not be specified for index: {} when BillingMode is PAY_PER_REQUEST", index.name));
  }
  if (!provisioned) return;
  if (!throughput) {
    throw invalid_parameter(fmt::format("ProvisionedThroughput is not specified for index: {}", index.name));
  }
  index.read_units = throughput->ReadCapacityUnits.value_or(0);
  index.write_units = throughput->WriteCapacityUnits.value_or(0);
}

Index index_of(const api::CreateGlobalSecondaryIndexAction& request, const AttributeDefinitions& definitions,
               const Table& table) {
  Index index = keyed_index(request, definitions);
  set_throughput(request.ProvisionedThroughput, table, index);
  set_new(request.OnDemandThroughput, request.WarmThroughput, subject_of(table, index));
  return index;
}

std::vector<Index> indexes_of(const api::CreateTableRequest& request, const Table& table) {
  std::vector<Index> indexes;
  for (const auto& each : request.LocalSecondaryIndexes) {
    if (!table.range) {
      throw invalid_parameter(
          "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
    }
    indexes.push_back(keyed_index(each, request.AttributeDefinitions));
    indexes.back().local = true;
    check_local(indexes.back(), table);
  }
  for (const auto& each : request.GlobalSecondaryIndexes) {
    indexes.push_back(keyed_index(each, request.AttributeDefinitions));
    set_throughput(each.ProvisionedThroughput, table, indexes.back());
    set_new(each.OnDemandThroughput, each.WarmThroughput, subject_of(table, indexes.back()));
  }
  check_indexes(indexes);
  return indexes;
}

void check_indexes(const std::vector<Index>& indexes) {
  std::set<std::string> names;
  std::size_t local = 0;
  for (const auto& index : indexes) {
    if (!names.insert(index.name).second) {
      throw invalid_parameter(fmt::format("Duplicate index name: {}", index.name));
    }
    if (index.local) ++local;
  }
  const auto refuse = [&](std::string_view kind, std::size_t most) {
    throw invalid_parameter(fmt::format("{} count exceeds the per-table limit of {}", kind, most));
  };
  if (local > kMostLocal) refuse("LocalSecondaryIndex", kMostLocal);
  if (indexes.size() - local > kMostGlobal) refuse("GlobalSecondaryIndex", kMostGlobal);
}

void describe_keys(const Table& table, const std::string& table_arn, api::TableDescription& description) {
  for (const auto& [name, type] : types_of_keys(table)) {
    description.AttributeDefinitions.push_back({.AttributeName = name, .AttributeType = type});
  }
  description.KeySchema = schema_of(table.key());
  for (const auto& index : table.indexes) {
    const auto arn = table_arn + "/index/" + index.name;
    if (index.local) {
      description.LocalSecondaryIndexes.push_back({.IndexName = index.name,
                                                   .KeySchema = schema_of(index.key()),
                                                   .Projection = projection_of(index),
                                                   .IndexArn = arn});
    } else {
      description.GlobalSecondaryIndexes.push_back(
          {.IndexName = index.name,
           .KeySchema = schema_of(index.key()),
           .Projection = projection_of(index),
           .IndexStatus = "ACTIVE",
           .ProvisionedThroughput = {{.NumberOfDecreasesToday = 0,
                                      .ReadCapacityUnits = index.read_units,
                                      .WriteCapacityUnits = index.write_units}},
           .IndexArn = arn,
           .OnDemandThroughput = described(index.at_most),
           .WarmThroughput = {{.ReadUnitsPerSecond = warm_of(table, index).read,
                               .WriteUnitsPerSecond = warm_of(table, index).write,
                               .Status = "ACTIVE"}}});
    }
  }
}

}  // namespace aws::region::dynamodb
