#include "region/autoscaling/groups/group_tags.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/autoscaling/errors.h"
#include "region/service/tags.h"

namespace aws::region::autoscaling {
namespace {

auto position(std::vector<Tag>& tags, const std::string& key) {
  return std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) { return tag.key == key; });
}

}  // namespace

std::vector<Tag> checked_tags(const std::vector<aws::autoscaling::Tag>& tags, const std::string& group) {
  std::vector<Tag> checked;
  for (const auto& tag : tags) {
    const std::string key = tag.Key.value_or("");
    if (tag.ResourceId.value_or(group) != group || tag.ResourceType.value_or(kTaggedType) != kTaggedType) {
      throw validation_error(fmt::format("Tag '{}' must be for the {} '{}'", key, kTaggedType, group));
    }
    if (key.starts_with("aws:")) throw reserved_tag_key();
    if (position(checked, key) != checked.end()) throw validation_error(fmt::format("Duplicate tag key: {}", key));
    checked.push_back({key, tag.Value.value_or(""), tag.PropagateAtLaunch.value_or(false)});
  }
  if (checked.size() > kMostTags) throw too_many_tags();
  return checked;
}

void add_tag(std::vector<Tag>& tags, const Tag& added) {
  if (const auto found = position(tags, added.key); found != tags.end()) {
    *found = added;
    return;
  }
  tags.push_back(added);
  if (tags.size() > kMostTags) throw too_many_tags();
}

}  // namespace aws::region::autoscaling
