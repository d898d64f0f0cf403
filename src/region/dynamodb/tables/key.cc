#include "region/dynamodb/tables/key.h"

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

std::string row_key(const KeySchema& schema, const Item& item) {
  std::string key = partition_of(item.at(schema.hash.name));
  if (schema.range) key.append(sortable(item.at(schema.range->name))).append(kEndOfRange);
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
