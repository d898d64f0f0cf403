#include "region/dynamodb/queries/page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/key.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMostBytes = 1024U * 1024U;  // that a page looks at; the item that passes it is the last

bool holds(const KeyRange& range, const std::string& row) {
  return row >= range.from && (!range.to || row < *range.to);
}

// What is left of them behind the item where the page starts.
std::vector<KeyRange> ranges_ahead(const Table& table, const PageRequest& request) {
  auto ranges = request.ranges;
  if (!request.after || ranges.empty()) return ranges;
  const auto row = row_key_of(table, request.index, *request.after);
  const auto at = std::ranges::find_if(ranges, [&](const KeyRange& range) { return holds(range, row); });
  if (at != ranges.end()) ranges.erase(ranges.begin(), at);
  auto& first = ranges.front();
  if (request.order == Order::kForward) {
    first.from = std::max(first.from, row + '\0');
  } else {
    first.to = first.to ? std::min(*first.to, row) : row;
  }
  return ranges;
}

}  // namespace

std::string row_key_of(const Table& table, const Index* index, const Item& key) {
  return index == nullptr ? row_key(table.key(), key) : index_row_key(table, *index, key).value();
}

void use_index(const Table& table, const Index& index, PageRequest& page) {
  page.index = &index;
  std::vector<std::string> missing;
  for (const auto& attribute : page.projection.attributes()) {
    if (!projects(table, index, attribute)) missing.push_back(attribute);
  }
  if (missing.empty()) return;
  if (!index.local) {
    throw invalid_parameter(
        fmt::format("Global secondary index {} does not project [{}]", index.name, fmt::join(missing, ", ")));
  }
  page.fetches = true;
}

Page read_page(const ItemStore& items, const Table& table, const PageRequest& request) {
  Page page;
  const auto visit = [&](StoredItem&& stored) {
    ++page.scanned;
    page.bytes += stored.bytes;
    if (page.scanned == request.limit || page.bytes > kMostBytes) {
      page.last_key = key_in(table, request.index, stored.item);
    }
    if (request.fetches) {
      stored.item = items.get(table, stored.item).value();
      page.fetched_units += read_units(bytes_of(stored.item), true);
    }
    if (request.filter.holds(stored.item)) {
      ++page.count;
      if (!request.counts_only) page.items.push_back(request.projection.apply(std::move(stored.item)));
    }
    return !page.last_key;
  };
  for (const auto& range : ranges_ahead(table, request)) {
    items.walk(table, request.index, range, request.order, visit);
    if (page.last_key) break;
  }
  return page;
}

Units units_of(const PageRequest& asked, const Page& page, bool strongly_consistent) {
  const double units = read_units(page.bytes, strongly_consistent);
  if (asked.index == nullptr) return {.table = units};
  Units of_both{.table = page.fetched_units * (strongly_consistent ? 1.0 : 0.5)};
  of_both.add(*asked.index, units);
  return of_both;
}

}  // namespace aws::region::dynamodb
