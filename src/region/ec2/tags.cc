#include "region/ec2/tags.h"

#include <fmt/core.h>

#include "region/ec2/errors.h"

namespace aws::region::ec2 {
namespace {

const TagErrors kTagErrors{
    .reserved =
        [](const std::string&) {
          return errors::invalid_parameter("Tag keys starting with 'aws:' are reserved for internal use");
        },
    .duplicate = nullptr,
    .too_many = &errors::too_many_tags};

}  // namespace

Tags requested_tags(const std::vector<aws::ec2::TagSpecification>& specifications, std::string_view resource_type) {
  std::vector<aws::ec2::Tag> requested;
  for (const auto& specification : specifications) {
    const std::string type = specification.ResourceType.value_or("");
    if (type != resource_type) {
      throw errors::invalid_parameter(
          fmt::format("'{}' is not a valid taggable resource type for this operation.", type));
    }
    requested.insert(requested.end(), specification.Tags.begin(), specification.Tags.end());
  }
  return tags_of(requested, kTagErrors);
}

Tags checked_tags(const std::vector<aws::ec2::Tag>& tags) { return tags_of(tags, kTagErrors); }

void add_checked_tags(Tags& tags, const Tags& added) { add_tags(tags, added, kTagErrors); }

}  // namespace aws::region::ec2
