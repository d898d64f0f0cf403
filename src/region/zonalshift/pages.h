// The service's pages: maxResults and nextToken, as all its operations that list something have them.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "region/service/page.h"
#include "region/zonalshift/errors.h"

namespace aws::region::zonalshift {

inline constexpr int kMostOnAPage = 100;

// Of the request's page; the token to the next one goes into the response. Throws ValidationException for a token that
// no page has.
template <class Request, class Response, class T, class Key, class Before = std::less<>>
std::vector<T> page_for(const Request& request, Response& response, std::vector<T> items, Key key, Before before = {}) {
  const auto size = static_cast<std::size_t>(request.maxResults.value_or(kMostOnAPage));
  const auto invalid = [](const std::string&) { return invalid_next_token(); };
  auto page = page_at(request.nextToken, std::move(items), key, size, invalid, before);
  response.nextToken = std::move(page.next);
  return std::move(page.items);
}

}  // namespace aws::region::zonalshift
