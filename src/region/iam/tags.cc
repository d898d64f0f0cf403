#include "region/iam/tags.h"

#include <algorithm>
#include <set>

#include "region/iam/errors.h"
#include "region/iam/policy/context.h"

namespace aws::region::iam {
namespace {

constexpr int kTagsPerEntity = 50;

auto has_key(std::string_view key) {
  return [key = lower_case(key)](const Tag& tag) { return lower_case(tag.key) == key; };
}

}  // namespace

std::vector<Tag> tags_of(const std::vector<aws::iam::Tag>& tags) {
  std::vector<Tag> read;
  std::set<std::string> keys;
  for (const auto& tag : tags) {
    read.push_back({tag.Key.value_or(""), tag.Value.value_or("")});
    const auto key = lower_case(read.back().key);
    if (key.starts_with("aws:")) {
      throw invalid_input("aws: prefixed tag key names are not allowed for external use.");
    }
    if (keys.insert(key).second) continue;
    throw invalid_input("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  return read;
}

std::vector<aws::iam::Tag> render(const std::vector<Tag>& tags) {
  std::vector<aws::iam::Tag> rendered;
  for (const auto& tag : tags) rendered.push_back({.Key = tag.key, .Value = tag.value});
  return rendered;
}

void add_tags(std::vector<Tag>& tags, const std::vector<Tag>& added) {
  for (const auto& tag : added) {
    const auto found = std::find_if(tags.begin(), tags.end(), has_key(tag.key));
    found == tags.end() ? tags.push_back(tag) : static_cast<void>(*found = tag);
  }
  if (tags.size() > kTagsPerEntity) throw limit_exceeded("TagsPerResource", kTagsPerEntity);
}

void remove_tags(std::vector<Tag>& tags, const std::vector<std::string>& keys) {
  for (const auto& key : keys) std::erase_if(tags, has_key(key));
}

}  // namespace aws::region::iam
