// A table as the store keeps it: its definition, without its items. There is no status: a table is ACTIVE from the
// moment it is in the store until it is out of it.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

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

  KeySchema key() const { return {hash, range}; }
};
BOOST_DESCRIBE_STRUCT(Table, (),
                      (name, id, hash, range, billing_mode, read_units, write_units, table_class, created_ms, tags))

struct Tally {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
};

}  // namespace aws::region::dynamodb
