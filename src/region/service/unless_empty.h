// Of a record to the contract: what is not set is an empty text in the one and absent in the other.
#pragma once

#include <optional>
#include <string>

namespace aws::region {

inline std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace aws::region
