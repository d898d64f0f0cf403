#include "region/dynamodb/condition_keys.h"

#include <set>
#include <string>

#include "base/text/base64.h"
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/projection.h"
#include "region/dynamodb/expressions/update.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/queries/key_condition.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;

std::string text_of(const api::AttributeValue& value) {
  if (value.B) return text::base64_encode(value.B->bytes);
  return value.S.value_or(value.N.value_or(""));
}

contract::Circumstances named(const std::set<std::string>& leading_keys, const std::set<std::string>& attributes) {
  contract::Circumstances found;
  if (!leading_keys.empty()) found["dynamodb:LeadingKeys"] = {leading_keys.begin(), leading_keys.end()};
  if (!attributes.empty()) found["dynamodb:Attributes"] = {attributes.begin(), attributes.end()};
  return found;
}

// Gathers what one table or index is asked for, by the members that requests have in common.
class Gathering {
 public:
  explicit Gathering(std::string hash) : hash_(std::move(hash)) {}

  template <class Request>
  void add(const Request& request) {
    if constexpr (requires { request.Key; }) add_item(request.Key);
    if constexpr (requires { request.Item; }) add_item(request.Item);
    if constexpr (requires { request.Keys; }) {
      for (const auto& key : request.Keys.value()) add_item(key);
    }
    add_older(request);
    add_expressions(request);
  }

  void add_item(const AttributeValues& item) {
    for (const auto& [name, value] : item) attributes_.insert(name);
    if (const auto found = item.find(hash_); found != item.end()) leading_keys_.insert(text_of(found->second));
  }

  contract::Circumstances found() const { return named(leading_keys_, attributes_); }

 private:
  void add(const std::set<std::string>& names) { attributes_.insert(names.begin(), names.end()); }

  template <class Map>
  void add_keys_of(const Map& map) {
    for (const auto& [name, value] : map) attributes_.insert(name);
  }

  void add(const KeyComparisons& comparisons) {
    add_keys_of(comparisons);
    const auto found = comparisons.find(hash_);
    if (found == comparisons.end()) return;
    for (const auto& argument : found->second.arguments) leading_keys_.insert(text_of(attribute_value_of(argument)));
  }

  template <class Request>
  void add_older(const Request& request) {
    if constexpr (requires { request.AttributesToGet; }) {
      attributes_.insert(request.AttributesToGet.begin(), request.AttributesToGet.end());
    }
    if constexpr (requires { request.Expected; }) add_keys_of(request.Expected);
    if constexpr (requires { request.AttributeUpdates; }) add_keys_of(request.AttributeUpdates);
    if constexpr (requires { request.QueryFilter; }) add_keys_of(request.QueryFilter);
    if constexpr (requires { request.ScanFilter; }) add_keys_of(request.ScanFilter);
    if constexpr (requires { request.KeyConditions; }) add(older_key_condition(request.KeyConditions));
  }

  template <class Request>
  void add_expressions(const Request& request) {
    auto placeholders = placeholders_of(request);
    const auto add_condition = [&](const char* parameter, const auto& expression) {
      if (expression) add(Condition::parse(parameter, *expression, placeholders).attributes());
    };
    if constexpr (requires { request.ConditionExpression; }) {
      add_condition("ConditionExpression", request.ConditionExpression);
    }
    if constexpr (requires { request.FilterExpression; }) add_condition("FilterExpression", request.FilterExpression);
    if constexpr (requires { request.ProjectionExpression; }) {
      if (request.ProjectionExpression) {
        add(Projection::parse(*request.ProjectionExpression, placeholders).attributes());
      }
    }
    if constexpr (requires { request.KeyConditionExpression; }) {
      if (request.KeyConditionExpression) add(parse_key_condition(*request.KeyConditionExpression, placeholders));
    }
    if constexpr (requires { request.UpdateExpression; }) {
      if (request.UpdateExpression) add(Update::parse(*request.UpdateExpression, placeholders).attributes());
    }
  }

  std::string hash_;
  std::set<std::string> leading_keys_;
  std::set<std::string> attributes_;
};

// table/NAME or table/NAME/index/NAME
std::string hash_of(std::string_view resource, const TableStore& tables) {
  const auto rest = resource.substr(resource.find('/') + 1);
  const auto slash = rest.find('/');
  const auto* table = tables.find(rest.substr(0, slash));
  if (table == nullptr) return "";
  if (slash == std::string_view::npos) return table->hash.name;
  const auto* index = table->find_index(rest.substr(rest.rfind('/') + 1));
  return index == nullptr ? "" : index->hash.name;
}

std::string table_in(std::string_view resource) { return std::string(resource.substr(resource.find('/') + 1)); }

// Those of the request as a whole.
template <class Request>
void add_choices(const Request& request, contract::Circumstances& found) {
  const auto add = [&](const char* key, const auto& value) {
    if (value) found[key] = {*value};
  };
  if constexpr (requires { request.Select; }) add("dynamodb:Select", request.Select);
  if constexpr (requires { request.ReturnValues; }) add("dynamodb:ReturnValues", request.ReturnValues);
  add("dynamodb:ReturnConsumedCapacity", request.ReturnConsumedCapacity);
}

// Those of a request; `gather` takes from it what is about the one table.
template <class Request, class Gather>
contract::Circumstances keys_of(const void* input, std::string hash, Gather gather) {
  const auto& request = *static_cast<const Request*>(input);
  Gathering gathering(std::move(hash));
  gather(request, gathering);
  auto found = gathering.found();
  add_choices(request, found);
  return found;
}

template <class Request>
contract::Circumstances keys_of(const void* input, std::string hash) {
  return keys_of<Request>(input, std::move(hash),
                          [](const Request& request, Gathering& gathering) { gathering.add(request); });
}

// What a batch asks of one table.
template <class Request, class Gather>
contract::Circumstances keys_of_batch(const void* input, std::string hash, const std::string& table, Gather gather) {
  return keys_of<Request>(input, std::move(hash), [&](const Request& request, Gathering& gathering) {
    for (const auto& [name, asked] : request.RequestItems.value()) {
      if (name == table || name.ends_with(":table/" + table)) gather(asked, gathering);
    }
  });
}

contract::Circumstances keys_of_batch_read(const void* input, std::string hash, const std::string& table) {
  return keys_of_batch<api::BatchGetItemRequest>(input, std::move(hash), table,
                                                 [](const auto& keys, Gathering& gathering) { gathering.add(keys); });
}

contract::Circumstances keys_of_batch_write(const void* input, std::string hash, const std::string& table) {
  return keys_of_batch<api::BatchWriteItemRequest>(input, std::move(hash), table,
                                                   [](const auto& writes, Gathering& gathering) {
                                                     for (const auto& write : writes) {
                                                       if (write.PutRequest) gathering.add_item(write.PutRequest->Item);
                                                       if (write.DeleteRequest)
                                                         gathering.add_item(write.DeleteRequest->Key);
                                                     }
                                                   });
}

contract::Circumstances keys_of_scan(const void* input, std::string hash) {
  auto found = keys_of<api::ScanRequest>(input, std::move(hash));
  found["dynamodb:FullTableScan"] = {"true"};
  return found;
}

}  // namespace

contract::Circumstances condition_keys(const contract::Operation& operation, const void* input,
                                       std::string_view resource, const TableStore& tables) try {
  namespace operations = api::operations;
  const auto is = [&](const contract::Operation& other) { return &operation == &other; };
  const auto hash = hash_of(resource, tables);
  if (is(operations::GetItem)) return keys_of<api::GetItemRequest>(input, hash);
  if (is(operations::PutItem)) return keys_of<api::PutItemRequest>(input, hash);
  if (is(operations::UpdateItem)) return keys_of<api::UpdateItemRequest>(input, hash);
  if (is(operations::DeleteItem)) return keys_of<api::DeleteItemRequest>(input, hash);
  if (is(operations::Query)) return keys_of<api::QueryRequest>(input, hash);
  if (is(operations::Scan)) return keys_of_scan(input, hash);
  if (is(operations::BatchGetItem)) return keys_of_batch_read(input, hash, table_in(resource));
  if (is(operations::BatchWriteItem)) return keys_of_batch_write(input, hash, table_in(resource));
  return {};
} catch (const Error&) {
  return {};
}

contract::Circumstances condition_keys_of(const std::vector<Attribute>& hashes,
                                          const std::set<std::string>& attributes) {
  std::set<std::string> leading_keys;
  for (const auto& hash : hashes) leading_keys.insert(text_of(attribute_value_of(hash)));
  return named(leading_keys, attributes);
}

template <class Part>
contract::Circumstances condition_keys_of_part(const Part& part, std::string_view transaction,
                                               const TableStore& tables) {
  contract::Circumstances found;
  try {
    const auto* table = tables.find(part.TableName.value_or(""));
    Gathering gathering(table == nullptr ? "" : table->hash.name);
    gathering.add(part);
    found = gathering.found();
  } catch (const Error&) {
    found.clear();
  }
  found["dynamodb:EnclosingOperation"] = {std::string(transaction)};
  return found;
}

template contract::Circumstances condition_keys_of_part(const api::Get&, std::string_view, const TableStore&);
template contract::Circumstances condition_keys_of_part(const api::Put&, std::string_view, const TableStore&);
template contract::Circumstances condition_keys_of_part(const api::Update&, std::string_view, const TableStore&);
template contract::Circumstances condition_keys_of_part(const api::Delete&, std::string_view, const TableStore&);
template contract::Circumstances condition_keys_of_part(const api::ConditionCheck&, std::string_view,
                                                        const TableStore&);

}  // namespace aws::region::dynamodb
