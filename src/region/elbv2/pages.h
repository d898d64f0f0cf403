// Elastic Load Balancing's pages, in order of ARN: 400 items unless said.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "region/elbv2/errors.h"
#include "region/service/page.h"

namespace aws::region::elbv2 {

inline Error invalid_marker(const std::string&) { return validation_error("The specified marker is not valid"); }

// The same for what has another name.
template <class T, class Key>
Page<T> page_of(std::vector<T> items, Key key, std::optional<int> page_size, const std::optional<std::string>& marker) {
  return page_at(marker, std::move(items), key, static_cast<std::size_t>(page_size.value_or(400)), invalid_marker);
}

// `next` is the marker itself. Throws ValidationError for one that is none.
template <class T>
Page<const T*> page_of(std::vector<const T*> items, std::optional<int> page_size,
                       const std::optional<std::string>& marker) {
  const auto arn = [](const T* item) -> const std::string& { return item->arn; };
  return page_at(marker, std::move(items), arn, static_cast<std::size_t>(page_size.value_or(400)), invalid_marker);
}

}  // namespace aws::region::elbv2
