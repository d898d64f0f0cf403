#include "region/dynamodb/queries/query_service.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/older_parameters.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/queries/key_condition.h"
#include "region/dynamodb/queries/page.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

// What Select says, and what it goes with.
template <class Request>
std::string select_of(const Request& request, bool projects) {
  const auto usual = request.IndexName ? "ALL_PROJECTED_ATTRIBUTES" : "ALL_ATTRIBUTES";
  const auto select = request.Select.value_or(projects ? "SPECIFIC_ATTRIBUTES" : usual);
  if (select == "ALL_PROJECTED_ATTRIBUTES" && !request.IndexName) {
    throw invalid_parameter("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
  }
  if (projects && select != "SPECIFIC_ATTRIBUTES") {
    throw validation(fmt::format("Cannot specify the {} when choosing to get {}",
                                 request.ProjectionExpression ? "ProjectionExpression" : "AttributesToGet",
                                 select == "COUNT" ? "only the Count" : select));
  }
  if (!projects && select == "SPECIFIC_ATTRIBUTES") {
    throw invalid_parameter(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
  }
  return select;
}

// A local index is read on into its table for what it has not; a global one cannot be.
void look_in(const Table& table, const Index& index, const std::string& select, bool consistent, PageRequest& page) {
  if (!index.local && consistent) throw validation("Consistent reads are not supported on global secondary indexes");
  const bool everything = select == "ALL_ATTRIBUTES" && index.projection != "ALL";
  if (everything && !index.local) {
    throw invalid_parameter(fmt::format(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index {} because its projection type is not "
        "ALL",
        index.name));
  }
  use_index(table, index, page);
  if (everything) page.fetches = true;
}

// What Query and Scan share, but where they look. `older` is the request's QueryFilter or ScanFilter.
template <class Request, class Filter>
PageRequest page_request(const Request& request, const Filter& older, Placeholders& placeholders) {
  PageRequest page;
  const bool projects = request.ProjectionExpression || !request.AttributesToGet.empty();
  page.counts_only = select_of(request, projects) == "COUNT";
  if (request.ProjectionExpression) {
    page.projection = Projection::parse(*request.ProjectionExpression, placeholders);
  } else if (projects) {
    page.projection = Projection::of_attributes(request.AttributesToGet);
  }
  page.filter = request.FilterExpression ? Condition::parse("FilterExpression", *request.FilterExpression, placeholders)
                                         : older_condition(older, request.ConditionalOperator);
  if (request.Limit) page.limit = static_cast<std::size_t>(*request.Limit);
  return page;
}

// Where a Query or a Scan looks: in a table, or in one of its indexes.
template <class Request>
const Table& choose_source(const TableStore& tables, const Request& request, PageRequest& page) {
  const Table& table = tables.with_items(request.TableName.value_or(""));
  if (!request.IndexName) return table;
  const auto* index = table.find_index(*request.IndexName);
  if (index == nullptr) throw validation("The table does not have the specified index: " + *request.IndexName);
  const bool projects = request.ProjectionExpression || !request.AttributesToGet.empty();
  look_in(table, *index, select_of(request, projects), request.ConsistentRead.value_or(false), page);
  return table;
}

void start_behind(const AttributeValues& start, const Table& table, PageRequest& page) {
  if (start.empty()) return;
  page.after = item_of(start);
  const Error invalid =
      validation("The provided starting key is invalid: The provided key element does not match the schema");
  const Item key = key_in(table, nullptr, *page.after);
  const bool complete = page.after->size() == key_in(table, page.index, *page.after).size();
  try {
    check_key(table, key);
  } catch (const Error&) {
    throw invalid;
  }
  if (!complete || (page.index != nullptr && !index_row_key(table, *page.index, *page.after))) throw invalid;
}

// Where a Query goes on has to be among what it asks for.
void check_within(const KeySchema& key, const KeyComparisons& comparisons, const Table& table,
                  const PageRequest& page) {
  if (!page.after) return;
  if (page.after->at(key.hash.name) != comparisons.at(key.hash.name).arguments.at(0)) {
    throw validation("The provided starting key is outside query boundaries based on provided conditions");
  }
  const auto row = row_key_of(table, page.index, *page.after);
  const auto& range = page.ranges.front();
  if (row >= range.from && (!range.to || row < *range.to)) return;
  throw validation("The provided starting key does not match the range key predicate");
}

// A request that wants the count has no list of items in its reply, others have one even when it is empty.
template <class Response, class Request>
Response response_of(const Request& request, const PageRequest& asked, const Page& page) {
  Response response{.Count = static_cast<int>(page.count), .ScannedCount = static_cast<int>(page.scanned)};
  if (!asked.counts_only) {
    response.Items.emplace();
    response.Items->reserve(page.items.size());
    for (const auto& item : page.items) response.Items->push_back(attribute_values_of(item));
  }
  if (page.last_key) response.LastEvaluatedKey = attribute_values_of(*page.last_key);
  const auto units = units_of(asked, page, request.ConsistentRead.value_or(false));
  response.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, request.TableName.value_or(""), units);
  return response;
}

void check_filter(const Condition& filter, const KeySchema& key) {
  for (const auto& attribute : filter.attributes()) {
    if (attribute != key.hash.name && (!key.range || attribute != key.range->name)) continue;
    throw validation("Filter Expression can only contain non-primary key attributes: Primary key attribute: " +
                     attribute);
  }
}

KeyComparisons key_comparisons(const api::QueryRequest& request, Placeholders& placeholders) {
  if (request.KeyConditionExpression) return parse_key_condition(*request.KeyConditionExpression, placeholders);
  if (!request.KeyConditions.empty()) return older_key_condition(request.KeyConditions);
  throw validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
}

std::uint32_t segments_of(const api::ScanRequest& request) {
  if (request.Segment && !request.TotalSegments) {
    throw validation(
        "The TotalSegments parameter is required but was not present in the request when Segment parameter "
        "is present");
  }
  if (request.TotalSegments && !request.Segment) {
    throw validation(
        "The Segment parameter is required but was not present in the request when parameter TotalSegments "
        "is present");
  }
  if (!request.Segment || *request.Segment < *request.TotalSegments) {
    return static_cast<std::uint32_t>(request.TotalSegments.value_or(1));
  }
  throw validation(
      fmt::format("The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: {} is "
                  "not less than TotalSegments: {}",
                  *request.Segment, *request.TotalSegments));
}

}  // namespace

void QueryService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::Query, this, &QueryService::query);
  handlers.on(api::operations::Scan, this, &QueryService::scan);
}

api::QueryResponse QueryService::query(const api::QueryRequest& request) {
  check_not_mixed({{"AttributesToGet", !request.AttributesToGet.empty()},
                   {"QueryFilter", !request.QueryFilter.empty()},
                   {"ConditionalOperator", request.ConditionalOperator.has_value()},
                   {"KeyConditions", !request.KeyConditions.empty()}},
                  {{"ProjectionExpression", request.ProjectionExpression.has_value()},
                   {"FilterExpression", request.FilterExpression.has_value()},
                   {"KeyConditionExpression", request.KeyConditionExpression.has_value()}});
  auto placeholders = placeholders_of(request);
  if (!request.KeyConditionExpression && !request.FilterExpression && !request.ProjectionExpression) {
    placeholders.check_none("FilterExpression and KeyConditionExpression are null");
  }
  auto page = page_request(request, request.QueryFilter, placeholders);
  const auto comparisons = key_comparisons(request, placeholders);
  placeholders.check_all_used();
  const Table& table = choose_source(tables_, request, page);
  const auto key = page.index == nullptr ? table.key() : page.index->key();
  page.ranges = {rows_of(key, comparisons)};
  check_filter(page.filter, key);
  start_behind(request.ExclusiveStartKey, table, page);
  check_within(key, comparisons, table, page);
  if (!request.ScanIndexForward.value_or(true)) page.order = Order::kBackward;
  return response_of<api::QueryResponse>(request, page, read_page(items_, table, page));
}

api::ScanResponse QueryService::scan(const api::ScanRequest& request) {
  check_not_mixed({{"AttributesToGet", !request.AttributesToGet.empty()},
                   {"ScanFilter", !request.ScanFilter.empty()},
                   {"ConditionalOperator", request.ConditionalOperator.has_value()}},
                  {{"ProjectionExpression", request.ProjectionExpression.has_value()},
                   {"FilterExpression", request.FilterExpression.has_value()}});
  auto placeholders = placeholders_of(request);
  if (!request.FilterExpression && !request.ProjectionExpression) {
    placeholders.check_none("FilterExpression is null");
  }
  auto page = page_request(request, request.ScanFilter, placeholders);
  placeholders.check_all_used();
  const auto segments = segments_of(request);
  const Table& table = choose_source(tables_, request, page);
  start_behind(request.ExclusiveStartKey, table, page);
  page.ranges = {segment_of(static_cast<std::uint32_t>(request.Segment.value_or(0)), segments)};
  return response_of<api::ScanResponse>(request, page, read_page(items_, table, page));
}

}  // namespace aws::region::dynamodb
