// Ids of templates and experiments: EXT1u95NNXGZhCEs.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace aws::region::fis {

inline std::string new_id(Random& random, std::string_view prefix) {
  constexpr std::string_view kLetters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  constexpr std::size_t kLength = 14;
  return std::string(prefix) + random_text(random, kLetters, kLength);
}

}  // namespace aws::region::fis
