// Those of all things that a Describe call asks for by their ids.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "region/ec2/errors.h"

namespace aws::region::ec2 {

// No ids ask for all. Throws not_found(id) for one that is not there.
template <class T, class Id, class NotFound>
std::vector<T> asked_for(std::vector<T> all, const std::vector<std::string>& ids, Id id_of, NotFound not_found) {
  if (ids.empty()) return all;
  for (const auto& id : ids) {
    const bool there = std::any_of(all.begin(), all.end(), [&](const T& each) { return id_of(each) == id; });
    if (!there) throw not_found(id);
  }
  std::erase_if(all, [&](const T& each) { return std::find(ids.begin(), ids.end(), id_of(each)) == ids.end(); });
  return all;
}

inline auto missing(std::string_view code, std::string_view what) {
  return [=](const std::string& id) { return errors::not_found(code, what, id); };
}

}  // namespace aws::region::ec2
