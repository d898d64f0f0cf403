// A table as the store keeps it: its definition, without its items. There is no status: a table is ACTIVE from the
// moment it is in the store until it is out of it.
#pragma once

#include <algorithm>
#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::dynamodb {

struct KeyAttribute {
  std::string name;
  std::string type;  // "S", "N" or "B"
};
BOOST_DESCRIBE_STRUCT(KeyAttribute, (), (name, type))

// What finds an item: in a table, one item; in an index, those that have this key.
struct KeySchema {
  KeyAttribute hash;
  std::optional<KeyAttribute> range;
};

// In a second; 0 for what nobody has set.
struct RequestUnits {
  std::int64_t read = 0;
  std::int64_t write = 0;

  bool operator==(const RequestUnits&) const = default;
};
BOOST_DESCRIBE_STRUCT(RequestUnits, (), (read, write))

// A secondary index: the items that have its key, in its order, with some of their attributes.
struct Index {
  std::string name;
  bool local = false;  // else global
  KeyAttribute hash;
  std::optional<KeyAttribute> range;
  std::string projection = "ALL";  // "KEYS_ONLY", or "INCLUDE": the keys and these:
  std::vector<std::string> included;
  std::int64_t read_units = 0;  // of a global one
  std::int64_t write_units = 0;
  RequestUnits at_most;  // of a global one, on demand
  RequestUnits warm;     // what it has been made ready for

  KeySchema key() const { return {hash, range}; }
};
BOOST_DESCRIBE_STRUCT(Index, (),
                      (name, local, hash, range, projection, included, read_units, write_units, at_most, warm))

struct Table {
  std::string name;
  std::string id;
  KeyAttribute hash;
  std::optional<KeyAttribute> range;
  std::string billing_mode;  // "PROVISIONED" or "PAY_PER_REQUEST"
  std::int64_t read_units = 0;
  std::int64_t write_units = 0;
  std::string table_class;  // "" when it was not given
  std::int64_t created_ms = 0;
  std::map<std::string, std::string> tags;
  std::vector<Index> indexes;
  bool deletion_protection = false;
  std::string policy;  // of its own, "" when it has none
  std::string policy_revision;
  std::string expires_by;                 // the attribute that says when an item does; "": none do
  std::int64_t recoverable_since_ms = 0;  // 0: to no point in time
  RequestUnits at_most;                   // on demand
  RequestUnits warm;                      // what it has been made ready for

  KeySchema key() const { return {hash, range}; }
  const Index* find_index(std::string_view index) const {
    const auto found = std::ranges::find(indexes, index, &Index::name);
    return found == indexes.end() ? nullptr : &*found;
  }
};
BOOST_DESCRIBE_STRUCT(Table, (),
                      (name, id, hash, range, billing_mode, read_units, write_units, table_class, created_ms, tags,
                       indexes, deletion_protection, policy, policy_revision, expires_by, recoverable_since_ms, at_most,
                       warm))

struct Tally {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
};

}  // namespace aws::region::dynamodb
