// What a Describe call asks for of all the things of a kind: by their ids, by filters, page by page.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/pages.h"
#include "region/service/contains.h"

namespace aws::region::ec2 {

// No ids ask for all. Throws not_found(id) for one that is not there.
template <class T, class Id, class NotFound>
std::vector<T> asked_for(std::vector<T> all, const std::vector<std::string>& ids, Id id_of, NotFound not_found) {
  if (ids.empty()) return all;
  for (const auto& id : ids) {
    const bool there = std::any_of(all.begin(), all.end(), [&](const T& each) { return id_of(each) == id; });
    if (!there) throw not_found(id);
  }
  std::erase_if(all, [&](const T& each) { return !contains(ids, id_of(each)); });
  return all;
}

// Of those that pass the request's filters its page, in order of their ids.
template <class T, class Request, class Id, class NotFound>
Page<T> page_asked_for(const Request& request, std::vector<T> all, const std::vector<std::string>& ids, Id id_of,
                       NotFound not_found, const Filterable<T>& filterable) {
  all = filtered(asked_for(std::move(all), ids, id_of, not_found), request.Filters, filterable);
  return page_of(std::move(all), id_of, request.MaxResults, request.NextToken);
}

inline auto missing(std::string_view code, std::string_view what) {
  return [=](const std::string& id) { return errors::not_found(code, what, id); };
}

}  // namespace aws::region::ec2
