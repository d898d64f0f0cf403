// Systems Manager's pages: MaxResults and NextToken, as all its operations that list something have them.
#pragma once

#include <fmt/format.h>

#include <cstdint>
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
  const auto after = request.NextToken ? key_of(*request.NextToken) : std::nullopt;
  if (request.NextToken && !after) throw invalid_next_token();
  auto page =
      page_of(std::move(items), key, static_cast<std::size_t>(request.MaxResults.value_or(otherwise)), after, before);
  if (page.next) response.NextToken = token_of(*page.next);
  return std::move(page.items);
}

// The same for what is in order of a number.
template <class Request, class Response, class T, class Number>
std::vector<T> page_for_numbered(const Request& request, Response& response, std::vector<T> items, Number number,
                                 int otherwise) {
  const auto key = [&](const T& item) { return fmt::format("{:020}", number(item)); };
  return page_for(request, response, std::move(items), key, otherwise);
}

}  // namespace aws::region::ssm
