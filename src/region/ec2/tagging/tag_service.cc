#include "region/ec2/tagging/tag_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/pages.h"
#include "region/ec2/tags.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

const Filterable<api::TagDescription>& filterable_tags() {
  using T = api::TagDescription;
  static const Filterable<T> table{{{"key", [](const T& it) { return values(it.Key); }},
                                    {"resource-id", [](const T& it) { return values(it.ResourceId); }},
                                    {"resource-type", [](const T& it) { return values(it.ResourceType); }},
                                    {"value", [](const T& it) { return values(it.Value); }}}};
  return table;
}

// "tag:KEY" is a filter on both at once.
std::vector<api::Filter> spelled_out(const std::vector<api::Filter>& filters) {
  constexpr std::string_view kTag = "tag:";
  std::vector<api::Filter> plain;
  for (const auto& filter : filters) {
    const auto name = filter.Name.value_or("");
    if (name.starts_with(kTag)) {
      plain.push_back({.Name = "key", .Values = {name.substr(kTag.size())}});
      plain.push_back({.Name = "value", .Values = filter.Values});
    } else {
      plain.push_back(filter);
    }
  }
  return plain;
}

}  // namespace

void TagService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateTags, this, &TagService::create);
  handlers.on(api::operations::DeleteTags, this, &TagService::remove);
  handlers.on(api::operations::DescribeTags, this, &TagService::describe);
}

std::string_view TagService::type_of(std::string_view id) const {
  for (const auto& kind : kinds_) {
    if (id.starts_with(kind.prefix)) return kind.type;
  }
  return "";
}

Tags TagService::tags_of(const std::string& id) const {
  const auto kind = std::ranges::find_if(kinds_, [&](const TaggedKind& each) { return id.starts_with(each.prefix); });
  const auto* tags = kind == kinds_.end() ? nullptr : kind->find(id);
  return tags ? *tags : Tags{};
}

const TaggedKind& TagService::kind_of(const std::string& id) const {
  for (const auto& kind : kinds_) {
    if (!id.starts_with(kind.prefix)) continue;
    if (kind.find(id) == nullptr) throw kind.not_found(id);
    return kind;
  }
  throw errors::id_invalid(id);
}

// All resources or none.
api::CreateTagsResponse TagService::create(const api::CreateTagsRequest& request) {
  if (request.Tags.empty()) throw errors::missing_parameter("Tag");
  const Tags added = checked_tags(request.Tags);
  store_.transaction([&] {
    for (const auto& id : request.Resources) {
      const auto& kind = kind_of(id);
      Tags tags = *kind.find(id);
      add_checked_tags(tags, added);
      kind.put(id, std::move(tags));
    }
  });
  return {};
}

// Without a value the tag goes whatever it has, with one only when it is that; without tags all go but AWS's own.
api::DeleteTagsResponse TagService::remove(const api::DeleteTagsRequest& request) {
  store_.transaction([&] {
    for (const auto& id : request.Resources) {
      const auto& kind = kind_of(id);
      Tags tags = *kind.find(id);
      for (const auto& tag : request.Tags) {
        const auto found = tags.find(tag.Key.value_or(""));
        if (found != tags.end() && (!tag.Value || *tag.Value == found->second)) tags.erase(found);
      }
      if (request.Tags.empty()) std::erase_if(tags, [](const auto& tag) { return !tag.first.starts_with("aws:"); });
      kind.put(id, std::move(tags));
    }
  });
  return {};
}

api::DescribeTagsResponse TagService::describe(const api::DescribeTagsRequest& request) const {
  std::vector<api::TagDescription> found;
  for (const auto& kind : kinds_) {
    for (const auto& id : kind.ids()) {
      for (const auto& [key, value] : *kind.find(id)) {
        found.push_back({.Key = key, .ResourceId = id, .ResourceType = std::string(kind.type), .Value = value});
      }
    }
  }
  auto page = page_of(
      filtered(std::move(found), spelled_out(request.Filters), filterable_tags()),
      [](const api::TagDescription& it) { return *it.ResourceId + ' ' + *it.Key; }, request.MaxResults,
      request.NextToken);
  return {.NextToken = page.next, .Tags = std::move(page.items)};
}

}  // namespace aws::region::ec2
