#include "region/ssm/parameters/tag_service.h"

#include <utility>

#include "region/ssm/errors.h"

namespace aws::region::ssm {

namespace api = aws::ssm;

const TagErrors& tag_errors() {
  static const TagErrors errors{.reserved = [](const std::string&) { return reserved_tag_key(); },
                                .duplicate = nullptr,
                                .too_many = &too_many_tags};
  return errors;
}

void TagService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::AddTagsToResource, this, &TagService::add);
  handlers.on(api::operations::RemoveTagsFromResource, this, &TagService::remove);
  handlers.on(api::operations::ListTagsForResource, this, &TagService::list);
}

api::AddTagsToResourceResponse TagService::add(const api::AddTagsToResourceRequest& request) {
  StoredParameter parameter = resource(request);
  add_tags(parameter.tags, tags_of(request.Tags, tag_errors()), tag_errors());
  parameters_.replace(std::move(parameter));
  return {};
}

api::RemoveTagsFromResourceResponse TagService::remove(const api::RemoveTagsFromResourceRequest& request) {
  StoredParameter parameter = resource(request);
  remove_tags(parameter.tags, request.TagKeys);
  parameters_.replace(std::move(parameter));
  return {};
}

api::ListTagsForResourceResponse TagService::list(const api::ListTagsForResourceRequest& request) {
  return {.TagList = render_tags<api::Tag>(resource(request).tags)};
}

template <class Request>
const StoredParameter& TagService::resource(const Request& request) const {
  if (request.ResourceType != "Parameter") throw invalid_resource_type();
  const auto* parameter = parameters_.find(request.ResourceId.value_or(""));
  if (parameter == nullptr) throw invalid_resource_id();
  return *parameter;
}

}  // namespace aws::region::ssm
