// The mark on everything that the workflow creates: found by its name, it is deleted only when it bears this tag too,
// so that nothing of somebody else's is lost because it has the same name.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace aws::scenario {

struct Tag {
  std::string key = "resilient-service";
  std::string value;  // the prefix of the names

  // As a service's own type has it.
  template <class ServiceTag>
  ServiceTag as() const {
    return {.Key = key, .Value = value};
  }

  template <class ServiceTag>
  bool is_among(const std::vector<ServiceTag>& tags) const {
    return std::any_of(tags.begin(), tags.end(),
                       [&](const ServiceTag& tag) { return tag.Key == key && tag.Value == value; });
  }
  bool is_among(const std::map<std::string, std::string>& tags) const {
    const auto found = tags.find(key);
    return found != tags.end() && found->second == value;
  }
};

// `thing` is in the way of a creation: "table x".
inline Error not_ours(std::string_view thing, const Tag& tag) {
  return {"NotOurs", std::string(thing) + " exists but was not created by this program: it lacks the tag " + tag.key +
                         "=" + tag.value + "; choose names of your own with --prefix"};
}

}  // namespace aws::scenario
