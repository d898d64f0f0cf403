// By which rules and shortages know a caller.
#pragma once

#include <algorithm>
#include <string_view>

namespace aws::region::chaos {

// arn:aws:iam::123456789012:user/ann is user/ann.
inline std::string_view caller_name(std::string_view arn) {
  constexpr int kColonsBeforeName = 5;
  for (int colon = 0; colon < kColonsBeforeName && !arn.empty(); ++colon) {
    arn.remove_prefix(std::min(arn.find(':'), arn.size() - 1) + 1);
  }
  return arn;
}

}  // namespace aws::region::chaos
