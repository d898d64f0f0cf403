// Whether a target of a plan says what it is looking for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "region/fis/records.h"

namespace aws::region::fis {

struct Selection {
  enum class Mode { kAll, kCount, kPercent };
  Mode mode = Mode::kAll;
  std::size_t number = 0;
};

// "ALL", "COUNT(2)", "PERCENT(50)"; nothing for what is none of these.
std::optional<Selection> selection_of(std::string_view mode);

// Throws ValidationException.
void check_target(const std::string& name, const Target& target);

}  // namespace aws::region::fis
