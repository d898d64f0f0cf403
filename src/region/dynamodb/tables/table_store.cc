#include "region/dynamodb/tables/table_store.h"

#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kShortestName = 3;
constexpr std::size_t kLongestName = 255;
constexpr std::string_view kNameCharacters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.-";

bool is_arn(std::string_view name) { return name.starts_with("arn:"); }

}  // namespace

const Table& TableStore::create(Table table) {
  if (tables_.contains(table.name)) throw table_exists(table.name);
  return replace(std::move(table));
}

const Table& TableStore::replace(Table table) {
  const std::string name = table.name;
  return tables_.put(name, std::move(table));
}

const Table* TableStore::find(std::string_view name) const {
  if (name.starts_with(arn_start_)) name.remove_prefix(arn_start_.size());
  return tables_.find(name);
}

const Table& TableStore::get(std::string_view name) const {
  if (const Table* table = find(name)) return *table;
  if (!is_arn(name)) check_table_name(name);
  throw table_not_found(name);
}

const Table& TableStore::with_items(std::string_view name) const {
  if (const Table* table = find(name)) return *table;
  if (!is_arn(name)) check_table_name(name);
  throw resource_not_found();
}

std::string TableStore::arn_of(std::string_view name) const {
  return is_arn(name) ? std::string(name) : arn_start_ + std::string(name);
}

const Table& TableStore::by_arn(const std::string& arn) const {
  if (!is_arn(arn)) {
    throw validation(fmt::format("Invalid TableArn: Invalid ResourceArn provided as input {}", arn));
  }
  const Table* table = find(arn);
  if (table == nullptr) throw tagged_resource_not_found(arn);
  return *table;
}

void check_table_name(std::string_view name) {
  const auto refuse = [&](std::string_view constraint) {
    throw validation(fmt::format(
        "1 validation error detected: Value '{}' at 'tableName' failed to satisfy constraint: Member must {}", name,
        constraint));
  };
  if (name.find_first_not_of(kNameCharacters) != std::string_view::npos) {
    refuse("satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  }
  if (name.size() < kShortestName) refuse(fmt::format("have length greater than or equal to {}", kShortestName));
  if (name.size() > kLongestName) refuse(fmt::format("have length less than or equal to {}", kLongestName));
}

}  // namespace aws::region::dynamodb
