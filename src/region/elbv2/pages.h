// One page of a long answer. The marker says after which item the next page begins, so that it stays right when items
// come and go between two pages; the items must be in order of their ARN.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "region/elbv2/errors.h"
#include "wire/base64.h"

namespace aws::region::elbv2 {

template <class T>
struct Page {
  std::vector<const T*> items;
  std::optional<std::string> next_marker;
};

template <class T>
Page<T> page_of(std::vector<const T*> items, std::optional<int> page_size, const std::optional<std::string>& marker) {
  if (marker) {
    const auto after = wire::base64_decode(*marker);
    if (!after || after->empty()) throw validation_error("The specified marker is not valid");
    std::erase_if(items, [&](const T* item) { return item->arn <= *after; });
  }
  Page<T> page{.items = std::move(items)};
  const auto size = static_cast<std::size_t>(page_size.value_or(400));
  if (size > 0 && page.items.size() > size) {
    page.items.resize(size);
    page.next_marker = wire::base64_encode(page.items.back()->arn);
  }
  return page;
}

}  // namespace aws::region::elbv2
