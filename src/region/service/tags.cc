#include "region/service/tags.h"

namespace aws::region {

void check_tag_key(const std::string& key, const TagErrors& errors) {
  if (key.starts_with("aws:")) throw errors.reserved(key);
}

void add_tags(Tags& tags, const Tags& added, const TagErrors& errors) {
  Tags all = tags;
  for (const auto& [key, value] : added) all[key] = value;
  if (all.size() > kMostTags) throw errors.too_many();
  tags = std::move(all);
}

void remove_tags(Tags& tags, const std::vector<std::string>& keys) {
  for (const auto& key : keys) tags.erase(key);
}

}  // namespace aws::region
