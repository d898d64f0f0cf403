#include "region/dynamodb/key.h"

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMaxHashBytes = 2048;
constexpr std::size_t kMaxRangeBytes = 1024;

void refuse_empty(const KeyAttribute& key, const Attribute& attribute) {
  if (attribute.bytes() > 0) return;
  throw empty_key(key.name, key.type == "B" ? "binary" : "string");
}

void check_values(const Table& table, const Item& item) {
  const Attribute& hash = item.at(table.hash.name);
  refuse_empty(table.hash, hash);
  if (hash.bytes() > kMaxHashBytes) {
    throw invalid_parameter("Size of hashkey has exceeded the maximum size limit of2048 bytes");  // AWS's spacing
  }
  if (!table.range) return;
  const Attribute& range = item.at(table.range->name);
  refuse_empty(*table.range, range);
  if (range.bytes() > kMaxRangeBytes) {
    throw invalid_parameter("Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
}

void check_in_item(const KeyAttribute& key, const Item& item) {
  const auto found = item.find(key.name);
  if (found == item.end()) throw missing_key(key.name);
  if (found->second.type() != key.type) throw key_type_mismatch(key.name, key.type, found->second.type());
}

bool matches(const KeyAttribute& key, const Item& item) {
  const auto found = item.find(key.name);
  return found != item.end() && found->second.type() == key.type;
}

std::string sortable(const Attribute& attribute) {
  if (const auto* number = std::get_if<Number>(&attribute.value)) return number->sort_key();
  if (const auto* binary = std::get_if<Binary>(&attribute.value)) return to_hex(binary->bytes);
  return to_hex(std::get<std::string>(attribute.value));
}

}  // namespace

void check_key(const Table& table, const Item& key) {
  if (key.size() != (table.range ? 2U : 1U)) throw key_mismatch();
  if (!matches(table.hash, key) || (table.range && !matches(*table.range, key))) throw key_mismatch();
  check_values(table, key);
}

void check_item_key(const Table& table, const Item& item) {
  check_in_item(table.hash, item);
  if (table.range) check_in_item(*table.range, item);
  check_values(table, item);
}

std::string key_text(const Table& table, const Item& item) {
  const std::string hash = sortable(item.at(table.hash.name));
  return table.range ? hash + "/" + sortable(item.at(table.range->name)) : hash;
}

}  // namespace aws::region::dynamodb
