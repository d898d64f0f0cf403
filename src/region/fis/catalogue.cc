#include "region/fis/catalogue.h"

#include <algorithm>

namespace aws::region::fis {
namespace {

constexpr ParameterKind kWait[] = {
    {"duration", "The time to wait, in ISO 8601 format.", true},
};

constexpr ActionKind kActions[] = {
    {"aws:fis:wait", "Wait for the specified duration. Stop condition monitoring will continue during this time.",
     kWait, "", ""},
};

}  // namespace

std::span<const ActionKind> action_kinds() { return kActions; }

const ActionKind* find_action_kind(std::string_view id) {
  const auto found = std::ranges::find(kActions, id, &ActionKind::id);
  return found == std::end(kActions) ? nullptr : found;
}

}  // namespace aws::region::fis
