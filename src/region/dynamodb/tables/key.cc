#include "region/dynamodb/tables/key.h"

#include <fmt/format.h>

#include <algorithm>

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

std::optional<Error> mismatch_in_item(const KeyAttribute& key, const Item& item) {
  const auto found = item.find(key.name);
  if (found == item.end()) return missing_key(key.name);
  if (found->second.type() != key.type) return key_type_mismatch(key.name, key.type, found->second.type());
  return std::nullopt;
}

std::optional<Error> mismatch_in_index(const Index& index, const KeyAttribute& key, const Item& item) {
  const auto found = item.find(key.name);
  if (found == item.end() || found->second.type() == key.type) return std::nullopt;
  return invalid_parameter(fmt::format("Type mismatch for Index Key {} Expected: {} Actual: {} IndexName: {}", key.name,
                                       key.type, found->second.type(), index.name));
}

void check_index_value(const Index& index, const KeyAttribute& key, const Item& item) {
  const auto found = item.find(key.name);
  if (found == item.end() || found->second.bytes() > 0) return;
  throw validation(fmt::format(
      "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The "
      "AttributeValue for a key attribute cannot contain an empty {} value. IndexName: {}, IndexKey: {}",
      key.type == "B" ? "binary" : "string", index.name, key.name));
}

bool is_of(const KeySchema& key, const std::string& attribute) {
  return attribute == key.hash.name || (key.range && attribute == key.range->name);
}

bool matches(const KeyAttribute& key, const Item& item) {
  const auto found = item.find(key.name);
  return found != item.end() && found->second.type() == key.type;
}

std::string bytes_of_key(const Attribute& attribute) {
  if (const auto* number = std::get_if<Number>(&attribute.value)) return number->sort_key();
  if (const auto* binary = std::get_if<Binary>(&attribute.value)) return binary->bytes;
  return std::get<std::string>(attribute.value);
}

// FNV-1a, and the last steps of MurmurHash3, so that similar keys lie far apart. The same on every machine and in every
// version, since it is on disk.
std::uint32_t hashed(std::string_view bytes) {
  std::uint32_t hash = 2166136261U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  hash = (hash ^ hash >> 16U) * 0x85ebca6bU;
  hash = (hash ^ hash >> 13U) * 0xc2b2ae35U;
  return hash ^ hash >> 16U;
}

std::string big_endian(std::uint64_t number, int bytes) {
  std::string text;
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) text += static_cast<char>(number >> shift);
  return text;
}

}  // namespace

std::optional<Error> key_mismatch_of(const Table& table, const Item& key) {
  const bool complete = key.size() == (table.range ? 2U : 1U);
  const bool fits = matches(table.hash, key) && (!table.range || matches(*table.range, key));
  return complete && fits ? std::nullopt : std::optional(key_mismatch());
}

std::optional<Error> item_key_mismatch(const Table& table, const Item& item) {
  if (auto mismatch = mismatch_in_item(table.hash, item)) return mismatch;
  auto mismatch = table.range ? mismatch_in_item(*table.range, item) : std::nullopt;
  return mismatch ? mismatch : index_key_mismatch(table, item);
}

std::optional<Error> index_key_mismatch(const Table& table, const Item& item) {
  for (const auto& index : table.indexes) {
    if (auto mismatch = mismatch_in_index(index, index.hash, item)) return mismatch;
    if (!index.range) continue;
    if (auto mismatch = mismatch_in_index(index, *index.range, item)) return mismatch;
  }
  return std::nullopt;
}

void check_key(const Table& table, const Item& key) {
  if (const auto mismatch = key_mismatch_of(table, key)) throw Error(*mismatch);
  check_values(table, key);
}

void check_item_key(const Table& table, const Item& item) {
  if (const auto mismatch = item_key_mismatch(table, item)) throw Error(*mismatch);
  check_values(table, item);
  check_index_keys(table, item);
}

void check_index_keys(const Table& table, const Item& item) {
  if (const auto mismatch = index_key_mismatch(table, item)) throw Error(*mismatch);
  for (const auto& index : table.indexes) {
    check_index_value(index, index.hash, item);
    if (index.range) check_index_value(index, *index.range, item);
  }
}

std::string row_key(const KeySchema& schema, const Item& item) {
  std::string key = partition_of(item.at(schema.hash.name));
  if (schema.range) key.append(sortable(item.at(schema.range->name))).append(kEndOfRange);
  return key;
}

std::optional<std::string> index_row_key(const Table& table, const Index& index, const Item& item) {
  if (!matches(index.hash, item) || (index.range && !matches(*index.range, item))) return std::nullopt;
  return row_key(index.key(), item) + row_key(table.key(), item);
}

bool projects(const Table& table, const Index& index, const std::string& attribute) {
  return index.projection == "ALL" || is_of(table.key(), attribute) || is_of(index.key(), attribute) ||
         std::ranges::find(index.included, attribute) != index.included.end();
}

Item projected(const Table& table, const Index& index, const Item& item) {
  Item projection;
  for (const auto& attribute : item) {
    if (projects(table, index, attribute.first)) projection.insert(attribute);
  }
  return projection;
}

Item key_in(const Table& table, const Index* index, const Item& item) {
  Item key;
  for (const auto& attribute : item) {
    const bool in_index = index != nullptr && is_of(index->key(), attribute.first);
    if (in_index || is_of(table.key(), attribute.first)) key.insert(attribute);
  }
  return key;
}

std::string partition_of(const Attribute& hash) {
  const std::string bytes = bytes_of_key(hash);
  return big_endian(hashed(bytes), 4) + big_endian(bytes.size(), 2) + bytes;
}

std::string sortable(const Attribute& range) {
  std::string text;
  for (const char c : bytes_of_key(range)) {
    text += c;
    if (c == '\0') text += '\xff';
  }
  return text;
}

std::optional<std::string> after_all(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (prefix.empty()) return std::nullopt;
  prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

KeyRange segment_of(std::uint32_t segment, std::uint32_t segments) {
  const auto start = [&](std::uint64_t number) { return big_endian((number << 32U) / segments, 4); };
  KeyRange range{.from = start(segment)};
  if (segment + 1 < segments) range.to = start(segment + 1);
  return range;
}

}  // namespace aws::region::dynamodb
