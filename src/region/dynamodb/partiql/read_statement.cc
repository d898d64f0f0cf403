#include "region/dynamodb/partiql/read_statement.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/partiql/condition.h"
#include "region/dynamodb/partiql/key_branches.h"
#include "region/dynamodb/tables/key.h"

namespace aws::region::dynamodb::partiql {
namespace {

// What one branch of the clause leaves to look at.
struct Part {
  Attribute hash;
  bool has_range = false;  // says something of the range key
  KeyRange rows;

  bool operator==(const Part& other) const {
    return hash == other.hash && rows.from == other.rows.from && rows.to == other.rows.to;
  }
};

bool overlap(const KeyRange& one, const KeyRange& other) {
  return (!one.to || other.from < *one.to) && (!other.to || one.from < *other.to);
}

// No row is in two of them. Only where the clause says what a range key is not may a whole hash key take in others of
// its parts.
void add_part(std::vector<Part>& parts, Part part, bool takes_in) {
  for (auto& other : parts) {
    if (part == other) return;
    if (part.hash != other.hash || !overlap(part.rows, other.rows)) continue;
    if (!takes_in || (part.has_range && other.has_range)) {
      throw validation("Overlapping conditions with range keys are not supported in where clause");
    }
    if (!other.has_range) return;
  }
  if (!part.has_range) std::erase_if(parts, [&](const Part& other) { return other.hash == part.hash; });
  parts.push_back(std::move(part));
}

std::vector<Part> parts_of(const KeySchema& schema, const Expression& where,
                           const std::vector<KeyComparisons>& branches) {
  const bool takes_in = schema.range && negates(where, schema.range->name);
  std::vector<Part> parts;
  for (const auto& comparisons : branches) {
    Part part{.hash = comparisons.at(schema.hash.name).arguments.front(),
              .has_range = comparisons.size() > 1,
              .rows = rows_of(schema, comparisons)};
    add_part(parts, std::move(part), takes_in);
  }
  return parts;
}

const Ordering* ordering_by(const std::vector<Ordering>& order, const std::optional<KeyAttribute>& key) {
  const auto found = key ? std::ranges::find(order, key->name, &Ordering::attribute) : order.end();
  return found == order.end() ? nullptr : &*found;
}

void check_order(const Select& select, const KeySchema& schema, bool keyed, const std::vector<Part>& parts) {
  if (select.order.empty()) return;
  if (!select.where) throw validation("Must have WHERE clause in the statement when using ORDER BY clause.");
  if (!keyed) {
    throw validation(
        "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.");
  }
  for (const auto& [attribute, descending] : select.order) {
    if (attribute == schema.hash.name || (schema.range && attribute == schema.range->name)) continue;
    throw validation(
        fmt::format("Variable reference {} in ORDER BY clause must be part of the primary key", attribute));
  }
  const bool one_hash = std::ranges::all_of(parts, [&](const Part& part) { return part.hash == parts.front().hash; });
  if (one_hash || ordering_by(select.order, schema.hash) != nullptr) return;
  throw validation(
      "Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.");
}

// Those of one hash key together: the hash keys as ORDER BY says or else as the clause names them, and in each the
// parts in the direction in which they are read.
void sort_parts(std::vector<Part>& parts, const Ordering* by_hash, bool backward) {
  const auto named = parts;
  const auto rank = [&](const Part& part) { return std::ranges::find(named, part.hash, &Part::hash) - named.begin(); };
  std::ranges::stable_sort(parts, [&](const Part& one, const Part& other) {
    if (one.hash != other.hash) {
      if (by_hash == nullptr) return rank(one) < rank(other);
      const auto first = sortable(one.hash), second = sortable(other.hash);
      return by_hash->descending ? second < first : first < second;
    }
    return backward ? other.rows.from < one.rows.from : one.rows.from < other.rows.from;
  });
}

void look_by_key(const Select& select, const KeySchema& schema, PageRequest& page) {
  const auto branches = key_branches(schema, select.where);
  auto parts = branches ? parts_of(schema, *select.where, *branches) : std::vector<Part>();
  check_order(select, schema, branches.has_value(), parts);
  if (!branches) return;
  const auto* by_range = ordering_by(select.order, schema.range);
  if (by_range != nullptr && by_range->descending) page.order = Order::kBackward;
  sort_parts(parts, ordering_by(select.order, schema.hash), page.order == Order::kBackward);
  page.ranges.clear();
  for (auto& part : parts) page.ranges.push_back(std::move(part.rows));
}

// A query of an index filters by what the index has; a scan finds nothing by the rest.
void check_filter(const Table& table, const Index& index, const Select& select) {
  if (!select.where || select.where->operation("OR") != nullptr || !key_branches(index.key(), select.where)) return;
  std::vector<std::string> missing;
  for (const auto& attribute : attributes_of(*select.where)) {
    if (!projects(table, index, attribute)) missing.push_back(attribute);
  }
  if (missing.empty()) return;
  throw invalid_parameter(fmt::format("Secondary index {} does not project one or more filter attributes: [{}]",
                                      index.name, fmt::join(missing, ", ")));
}

}  // namespace

Projection projection_of(const Select& select) {
  return select.paths.empty() ? Projection() : Projection::of_values(select.paths);
}

PageRequest page_of(const Table& table, const Select& select, bool consistent) {
  PageRequest page{.projection = projection_of(select)};
  const auto* index = select.from.index.empty() ? nullptr : table.find_index(select.from.index);
  check_choices(index == nullptr ? table.key() : index->key(), select.where);
  if (select.where) page.filter = condition_of(*select.where);
  if (!select.from.index.empty()) {
    if (index == nullptr) throw validation("The table does not have the specified index");
    if (consistent && !index->local) {
      throw validation("Strongly consistent read is not supported on Global Secondary Indexes");
    }
    check_filter(table, *index, select);
    use_index(table, *index, page);
  }
  look_by_key(select, index == nullptr ? table.key() : index->key(), page);
  return page;
}

Item key_of(const Table& table, const Select& select, const std::string& among) {
  const auto found = select.from.index.empty() ? item_in(table.key(), select.where) : std::nullopt;
  if (found && found->rest.empty() && select.order.empty()) return found->key;
  throw validation(fmt::format("Select statements within {} must specify the primary key in the where clause.", among));
}

}  // namespace aws::region::dynamodb::partiql
