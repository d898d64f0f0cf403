// The service's pages: maxResults and nextToken, as all its operations that list something have them.
#pragma once

#include <utility>
#include <vector>

#include "region/fis/errors.h"
#include "region/service/page.h"

namespace aws::region::fis {

inline constexpr int kMostOnAPage = 100;

// Of the request's page; the token to the next one goes into the response. Throws ValidationException for a token that
// no page has.
template <class Request, class Response, class T, class Key>
std::vector<T> page_for(const Request& request, Response& response, std::vector<T> items, Key key) {
  const auto size = static_cast<std::size_t>(request.maxResults.value_or(kMostOnAPage));
  const auto invalid = [](const std::string&) { return invalid_next_token(); };
  auto page = page_at(request.nextToken, std::move(items), key, size, invalid);
  response.nextToken = std::move(page.next);
  return std::move(page.items);
}

}  // namespace aws::region::fis
