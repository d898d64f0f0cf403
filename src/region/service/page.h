// One page of a long answer, as every Describe and List gives one. What leads to the next page is the key of the last
// item of this one, so that it keeps its place whatever comes and goes between the two.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace aws::region {

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next{};  // the last item's key, when there are more
};

// `key(item)` is the text that the items are in order of, in ascending order unless `before` says otherwise; no two
// have the same. Those behind `after`, `size` at most.
template <class T, class Key, class Before = std::less<>>
Page<T> page_of(std::vector<T> items, Key key, std::size_t size, const std::optional<std::string>& after,
                Before before = {}) {
  std::sort(items.begin(), items.end(), [&](const T& one, const T& other) { return before(key(one), key(other)); });
  if (after) {
    const auto seen = [&](const T& item) { return !before(*after, key(item)); };
    items.erase(items.begin(), std::partition_point(items.begin(), items.end(), seen));
  }
  Page<T> page{std::move(items)};
  if (size > 0 && page.items.size() > size) {
    page.items.erase(page.items.begin() + static_cast<std::ptrdiff_t>(size), page.items.end());
    page.next = std::string(key(page.items.back()));
  }
  return page;
}

// A key as a client sees it, which shall not read anything into it.
std::string token_of(std::string_view key);
std::optional<std::string> key_of(std::string_view token);  // nothing when no page has such a token

// The same between tokens: behind the one that the client sends, and with the one to the next page. Throws
// invalid(token) for one that no page has.
template <class T, class Key, class Invalid, class Before = std::less<>>
Page<T> page_at(const std::optional<std::string>& token, std::vector<T> items, Key key, std::size_t size,
                Invalid invalid, Before before = {}) {
  const auto after = token ? key_of(*token) : std::nullopt;
  if (token && !after) throw invalid(*token);
  auto page = page_of(std::move(items), std::move(key), size, after, before);
  if (page.next) page.next = token_of(*page.next);
  return page;
}

// The page of a request with maxResults, 100 unless said, and nextToken; the token to the next one goes into the
// response. Throws invalid() for a token that no page has.
template <class Request, class Response, class T, class Key, class Before = std::less<>>
std::vector<T> page_for(const Request& request, Response& response, std::vector<T> items, Key key, Error (*invalid)(),
                        Before before = {}) {
  constexpr int kUnlessSaid = 100;
  const auto size = static_cast<std::size_t>(request.maxResults.value_or(kUnlessSaid));
  auto page = page_at(
      request.nextToken, std::move(items), key, size, [&](const std::string&) { return invalid(); }, before);
  response.nextToken = std::move(page.next);
  return std::move(page.items);
}

}  // namespace aws::region
