#include "region/autoscaling/groups/tag_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group_tags.h"
#include "region/autoscaling/pages.h"
#include "region/autoscaling/view.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

// What is described of a tag, as the filters know it.
std::string filtered_value(const std::string& filter, const api::TagDescription& tag) {
  if (filter == "auto-scaling-group") return *tag.ResourceId;
  if (filter == "key") return *tag.Key;
  if (filter == "value") return *tag.Value;
  if (filter == "propagate-at-launch") return fmt::to_string(*tag.PropagateAtLaunch);
  throw validation_error("Filter type " + filter +
                         " is not correct. Allowed Filter types are: auto-scaling-group, key, value, "
                         "propagate-at-launch");
}

bool passes(const std::vector<api::Filter>& filters, const api::TagDescription& tag) {
  return std::all_of(filters.begin(), filters.end(), [&](const api::Filter& filter) {
    return contains(filter.Values, filtered_value(filter.Name.value_or(""), tag));
  });
}

std::string group_of(const api::Tag& tag) {
  if (tag.ResourceType.value_or(kTaggedType) != kTaggedType || !tag.ResourceId) {
    throw validation_error(fmt::format("Tag '{}' must say which {} it is for", tag.Key.value_or(""), kTaggedType));
  }
  return *tag.ResourceId;
}

}  // namespace

void TagService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateOrUpdateTags, this, &TagService::create_or_update);
  handlers.on(api::operations::DeleteTags, this, &TagService::remove);
  handlers.on(api::operations::DescribeTags, this, &TagService::describe_all);
}

// All of them or none.
api::CreateOrUpdateTagsResponse TagService::create_or_update(const api::CreateOrUpdateTagsRequest& request) {
  parts_.store.transaction([&] {
    for (const auto& tag : request.Tags) {
      Group group = parts_.store.to_change(group_of(tag));
      add_tag(group.tags, checked_tags({tag}, group.name).front());
      parts_.store.put(group);
    }
  });
  return {};
}

// A tag that is not there is not missed; one with a value goes only when it has that value.
api::DeleteTagsResponse TagService::remove(const api::DeleteTagsRequest& request) {
  parts_.store.transaction([&] {
    for (const auto& tag : request.Tags) {
      Group group = parts_.store.to_change(group_of(tag));
      std::erase_if(group.tags, [&](const Tag& other) {
        return other.key == tag.Key.value_or("") && other.value == tag.Value.value_or(other.value);
      });
      parts_.store.put(group);
    }
  });
  return {};
}

api::DescribeTagsResponse TagService::describe_all(const api::DescribeTagsRequest& request) {
  std::vector<api::TagDescription> found;
  for (const auto& [name, group] : parts_.store.groups()) {
    for (auto& tag : described_tags(group)) {
      if (passes(request.Filters, tag)) found.push_back(std::move(tag));
    }
  }
  const auto place = [](const api::TagDescription& tag) { return *tag.ResourceId + ':' + *tag.Key; };
  api::DescribeTagsResponse response;
  response.Tags = page_for(request, response, std::move(found), place, 50);
  return response;
}

}  // namespace aws::region::autoscaling
