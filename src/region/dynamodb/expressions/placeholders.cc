#include "region/dynamodb/expressions/placeholders.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

template <class Map>
const typename Map::mapped_type* use(const Map& given, const std::string& placeholder, std::set<std::string>& used) {
  const auto found = given.find(placeholder);
  if (found == given.end()) return nullptr;
  used.insert(placeholder);
  return &found->second;
}

template <class Map>
void check_used(const Map& given, const std::set<std::string>& used, std::string_view parameter) {
  std::vector<std::string> unused;
  for (const auto& [placeholder, meaning] : given) {
    if (!used.contains(placeholder)) unused.push_back(placeholder);
  }
  if (unused.empty()) return;
  throw validation(
      fmt::format("Value provided in {} unused in expressions: keys: {{{}}}", parameter, fmt::join(unused, ", ")));
}

}  // namespace

const std::string* Placeholders::name(const std::string& placeholder) { return use(names_, placeholder, used_); }

const Attribute* Placeholders::value(const std::string& placeholder) { return use(values_, placeholder, used_); }

void Placeholders::check_all_used() const {
  check_used(names_, used_, "ExpressionAttributeNames");
  check_used(values_, used_, "ExpressionAttributeValues");
}

void Placeholders::check_none(std::string_view why) const {
  if (!names_.empty()) throw validation("ExpressionAttributeNames can only be specified when using expressions");
  if (values_.empty()) return;
  throw validation(fmt::format("ExpressionAttributeValues can only be specified when using expressions: {}", why));
}

}  // namespace aws::region::dynamodb
