// Systems Manager's pages: MaxResults and NextToken, as all its operations that list something have them.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "region/service/page.h"
#include "region/ssm/errors.h"

namespace aws::region::ssm {

// Of the request's page, `otherwise` items when it does not say how many. The token to the next page goes into the
// response. Throws InvalidNextToken.
template <class Request, class Response, class T, class Key, class Before = std::less<>>
std::vector<T> page_for(const Request& request, Response& response, std::vector<T> items, Key key, int otherwise,
                        Before before = {}) {
  const auto size = static_cast<std::size_t>(request.MaxResults.value_or(otherwise));
  auto page = page_at(
      request.NextToken, std::move(items), key, size, [](const std::string&) { return invalid_next_token(); }, before);
  response.NextToken = std::move(page.next);
  return std::move(page.items);
}

}  // namespace aws::region::ssm
