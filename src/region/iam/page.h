// IAM's pages: a hundred items unless said. Its markers are keys as they are.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "region/service/page.h"

namespace aws::region::iam {

template <class T, class Key>
Page<T> page_of(std::vector<T> all, Key key, const std::optional<std::string>& marker, std::optional<int> max_items) {
  constexpr int kDefaultPage = 100;
  const auto size = static_cast<std::size_t>(std::max(1, max_items.value_or(kDefaultPage)));
  return region::page_of(std::move(all), key, size, marker);
}

}  // namespace aws::region::iam
