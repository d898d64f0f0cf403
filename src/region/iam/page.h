// A page of a list, as each of IAM's List operations answers with one.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace aws::region::iam {

template <class T>
struct Page {
  std::vector<T> items;
  bool truncated = false;
  std::optional<std::string> marker{};  // the key of the page's last item, so that it keeps its place whatever changes
};

// `key` is what the items are sorted by, each its own. What comes after `marker`, a hundred at most unless said.
template <class T, class Key>
Page<T> page_of(std::vector<T> all, Key key, const std::optional<std::string>& marker, std::optional<int> max_items) {
  constexpr int kDefaultPage = 100;
  const auto size = static_cast<std::size_t>(std::max(1, max_items.value_or(kDefaultPage)));
  std::sort(all.begin(), all.end(), [&](const T& one, const T& other) { return key(one) < key(other); });
  Page<T> page;
  for (auto& each : all) {
    if (marker && key(each) <= *marker) continue;
    if (page.items.size() == size) {
      page.truncated = true;
      page.marker = key(page.items.back());
      break;
    }
    page.items.push_back(std::move(each));
  }
  return page;
}

}  // namespace aws::region::iam
