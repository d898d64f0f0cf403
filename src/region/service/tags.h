// Tags that are told apart by their exact key, as those of every service but IAM are.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/error.h"

namespace aws::region {

using Tags = std::map<std::string, std::string>;

constexpr std::size_t kMostTags = 50;  // of one resource; all services have the same limit

// What a service answers to tags that it does not take. A key that stands twice has its last value where `duplicate` is
// nothing.
struct TagErrors {
  Error (*reserved)(const std::string& key);  // "aws:..."
  Error (*duplicate)(const std::string& key);
  Error (*too_many)();
};

void check_tag_key(const std::string& key, const TagErrors& errors);

// As a request of any service has them.
template <class Tag>
Tags tags_of(const std::vector<Tag>& requested, const TagErrors& errors) {
  Tags tags;
  for (const auto& tag : requested) {
    const std::string key = tag.Key.value_or("");
    check_tag_key(key, errors);
    if (errors.duplicate && tags.contains(key)) throw errors.duplicate(key);
    tags[key] = tag.Value.value_or("");
  }
  if (tags.size() > kMostTags) throw errors.too_many();
  return tags;
}

// As an answer has them.
template <class Tag>
std::vector<Tag> render_tags(const Tags& tags) {
  std::vector<Tag> rendered;
  for (const auto& [key, value] : tags) rendered.push_back({.Key = key, .Value = value});
  return rendered;
}

// What is there already gets the new value.
void add_tags(Tags& tags, const Tags& added, const TagErrors& errors);
void remove_tags(Tags& tags, const std::vector<std::string>& keys);

}  // namespace aws::region
