#include "region/fis/templates/target_check.h"

#include <fmt/format.h>

#include <charconv>

#include "region/fis/catalogue.h"
#include "region/fis/errors.h"

namespace aws::region::fis {
namespace {

constexpr std::size_t kWhole = 100;

std::optional<std::size_t> number_in(std::string_view mode, std::string_view word) {
  if (!mode.starts_with(word) || !mode.ends_with(')')) return std::nullopt;
  mode.remove_prefix(word.size());
  mode.remove_suffix(1);
  std::size_t number = 0;
  const auto [end, problem] = std::from_chars(mode.data(), mode.data() + mode.size(), number);
  const bool whole = problem == std::errc() && end == mode.data() + mode.size() && number > 0;
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<Selection> selection_of(std::string_view mode) {
  if (mode == "ALL") return Selection{};
  if (const auto count = number_in(mode, "COUNT(")) return Selection{Selection::Mode::kCount, *count};
  const auto percent = number_in(mode, "PERCENT(");
  if (percent && *percent <= kWhole) return Selection{Selection::Mode::kPercent, *percent};
  return std::nullopt;
}

void check_target(const std::string& name, const Target& target) {
  const auto* kind = find_target_kind(target.resource_type);
  if (kind == nullptr) {
    throw validation(fmt::format("Target {}: there is no resource type {}.", name, target.resource_type));
  }
  if (!selection_of(target.selection_mode)) {
    throw validation(fmt::format("Target {}: {} is no selection mode; it is ALL, COUNT(n) or PERCENT(n).", name,
                                 target.selection_mode));
  }
  const bool described = !target.tags.empty() || !target.filters.empty() || !target.parameters.empty();
  if (target.arns.empty() && !described) {
    throw validation(fmt::format("Target {} has to have resource ARNs, tags, filters or parameters.", name));
  }
  if (!target.arns.empty() && described) {
    throw validation(
        fmt::format("Target {} has resource ARNs and can have no tags, filters and parameters besides.", name));
  }
  for (const auto& filter : target.filters) {
    if (filter.values.empty()) throw validation(fmt::format("Target {}: filter {} has no values.", name, filter.path));
  }
  for (const auto& [parameter, value] : target.parameters) {
    if (find_parameter(kind->parameters, parameter) == nullptr) {
      throw validation(
          fmt::format("Target {}: resource type {} has no parameter {}.", name, target.resource_type, parameter));
    }
  }
}

}  // namespace aws::region::fis
