#include "region/ec2/tags.h"

#include <fmt/core.h>

#include "region/ec2/errors.h"

namespace aws::region::ec2 {

namespace {

constexpr std::size_t kMostTags = 50;

}  // namespace

std::vector<aws::ec2::Tag> to_tags(const std::map<std::string, std::string>& tags) {
  std::vector<aws::ec2::Tag> list;
  for (const auto& [key, value] : tags) list.push_back({.Key = key, .Value = value});
  return list;
}

std::map<std::string, std::string> requested_tags(const std::vector<aws::ec2::TagSpecification>& specifications,
                                                  std::string_view resource_type) {
  std::map<std::string, std::string> tags;
  for (const auto& specification : specifications) {
    const std::string type = specification.ResourceType.value_or("");
    if (type != resource_type) {
      throw errors::invalid_parameter(
          fmt::format("'{}' is not a valid taggable resource type for this operation.", type));
    }
    for (const auto& tag : specification.Tags) {
      const std::string key = tag.Key.value_or("");
      if (key.starts_with("aws:")) {
        throw errors::invalid_parameter("Tag keys starting with 'aws:' are reserved for internal use");
      }
      tags[key] = tag.Value.value_or("");
    }
  }
  if (tags.size() > kMostTags) throw errors::too_many_tags();
  return tags;
}

}  // namespace aws::region::ec2
