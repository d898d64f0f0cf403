// EC2's generic Filters over the things that a Describe call would return: a filter names a field, its values are
// alternatives (with wildcards, base/text/wildcard.h), and all filters must hold. Each type brings one table of
// accessors; tag:KEY and tag-key work for whatever has tags.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/ec2.h"

namespace aws::region::ec2 {

using Values = std::vector<std::string>;

// What can be filtered of a type.
template <class T>
struct Filterable {
  std::map<std::string, std::function<Values(const T&)>, std::less<>> fields;
  std::function<const std::vector<aws::ec2::Tag>&(const T&)> tags = nullptr;
};

// A member as the values of a field.
Values values(const std::optional<std::string>& member);
Values values(std::optional<bool> member);
Values values(std::optional<int> member);

// A member of each of several items.
template <class T, class Of>
Values collected(const std::vector<T>& items, Of of) {
  Values all;
  for (const auto& item : items) {
    for (const auto& value : values(of(item))) all.push_back(value);
  }
  return all;
}

// A filter's question, asked of one item after the other.
class Filter {
 public:
  explicit Filter(const aws::ec2::Filter& filter);

  const std::string& name() const { return name_; }
  bool is_about_tags() const;
  bool holds(const Values& texts) const;
  bool holds(const std::vector<aws::ec2::Tag>& tags) const;
  [[noreturn]] void refuse() const;  // InvalidParameterValue

 private:
  std::string name_;
  Values patterns_;
};

// Those of the items for which every filter holds.
template <class T>
std::vector<T> filtered(std::vector<T> items, const std::vector<aws::ec2::Filter>& filters,
                        const Filterable<T>& filterable) {
  for (const auto& requested : filters) {
    const Filter filter(requested);
    const auto field = filterable.fields.find(filter.name());
    if (field != filterable.fields.end()) {
      std::erase_if(items, [&](const T& item) { return !filter.holds(field->second(item)); });
    } else if (filterable.tags && filter.is_about_tags()) {
      std::erase_if(items, [&](const T& item) { return !filter.holds(filterable.tags(item)); });
    } else {
      filter.refuse();
    }
  }
  return items;
}

}  // namespace aws::region::ec2
