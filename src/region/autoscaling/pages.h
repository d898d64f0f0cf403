// What all of Auto Scaling's Describe operations share: MaxRecords, NextToken, and lists of names that ask for all when
// they are empty.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "region/autoscaling/errors.h"
#include "region/service/contains.h"
#include "region/service/page.h"

namespace aws::region::autoscaling {

inline bool asked_for(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || contains(names, name);
}

// Of the request's page, `otherwise` items when it does not say how many. The token to the next page goes into the
// response. Throws InvalidNextToken.
template <class Request, class Response, class T, class Key, class Before = std::less<>>
std::vector<T> page_for(const Request& request, Response& response, std::vector<T> items, Key key, int otherwise,
                        Before before = {}) {
  const auto size = static_cast<std::size_t>(std::clamp(request.MaxRecords.value_or(otherwise), 1, 100));
  auto page = page_at(request.NextToken, std::move(items), key, size, invalid_next_token, before);
  response.NextToken = std::move(page.next);
  return std::move(page.items);
}

}  // namespace aws::region::autoscaling
