#include "region/dynamodb/items/parameters.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMaxItemBytes = 400U * 1024U;

std::vector<std::string> names_of(std::initializer_list<GivenParameter> parameters) {
  std::vector<std::string> names;
  for (const auto& [name, given] : parameters) {
    if (given) names.emplace_back(name);
  }
  return names;
}

}  // namespace

void check_not_mixed(std::initializer_list<GivenParameter> older, std::initializer_list<GivenParameter> expressions) {
  const auto old_names = names_of(older), new_names = names_of(expressions);
  if (old_names.empty() || new_names.empty()) return;
  throw validation(
      fmt::format("Can not use both expression and non-expression parameters in the same request: Non-expression "
                  "parameters: {{{}}} "
                  "Expression parameters: {{{}}}",
                  fmt::join(old_names, ", "), fmt::join(new_names, ", ")));
}

void check_return_values(const std::optional<std::string>& asked, std::initializer_list<std::string_view> possible) {
  if (!asked || std::ranges::find(possible, *asked) != possible.end()) return;
  throw validation("Return values set to invalid value");
}

void check_size(const Item& item) {
  if (bytes_of(item) > kMaxItemBytes) throw item_too_large();
}

void check_updated_size(const Item& item) {
  if (bytes_of(item) > kMaxItemBytes) throw updated_item_too_large();
}

}  // namespace aws::region::dynamodb
