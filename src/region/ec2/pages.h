// One page of a long answer. The token says after which item the next page begins, so that it stays right when items
// come and go between two pages; the items must be in order of their id.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "region/ec2/errors.h"
#include "wire/base64.h"

namespace aws::region::ec2 {

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_token;
};

template <class T>
Page<T> page_of(std::vector<T> items, const std::function<std::string(const T&)>& id, std::optional<int> max_results,
                const std::optional<std::string>& token) {
  if (token) {
    const auto after = wire::base64_decode(*token);
    if (!after || after->empty()) throw errors::invalid_next_token();
    std::erase_if(items, [&](const T& item) { return id(item) <= *after; });
  }
  Page<T> page{std::move(items)};
  const auto limit = static_cast<std::size_t>(max_results.value_or(1000));
  if (page.items.size() > limit && limit > 0) {
    page.items.resize(limit);
    page.next_token = wire::base64_encode(id(page.items.back()));
  }
  return page;
}

}  // namespace aws::region::ec2
