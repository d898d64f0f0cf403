#include "region/fis/tag_service.h"

#include "region/fis/tag_check.h"

namespace aws::region::fis {

namespace {

// An experiment is judged by what was stated when it started.
void check_kept(std::string_view arn, std::string_view key) {
  const bool of_experiment = arn.find(":experiment/") != std::string_view::npos;
  if (of_experiment && (key == kSteadyStateTag || key == kVerdictTag)) throw steady_state_is_fixed(key);
}

}  // namespace

namespace api = aws::fis;

void TagService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::TagResource, this, &TagService::tag);
  handlers.on(api::operations::UntagResource, this, &TagService::untag);
  handlers.on(api::operations::ListTagsForResource, this, &TagService::list);
}

api::TagResourceResponse TagService::tag(const api::TagResourceRequest& request) {
  Texts tags = store_.tags_of(*request.resourceArn);
  check_tags(request.tags);
  for (const auto& [key, value] : request.tags) check_kept(*request.resourceArn, key);
  add_tags(tags, request.tags, kTagErrors);
  store_.set_tags(*request.resourceArn, tags);
  return {};
}

api::UntagResourceResponse TagService::untag(const api::UntagResourceRequest& request) {
  Texts tags = store_.tags_of(*request.resourceArn);
  for (const auto& key : request.tagKeys) check_kept(*request.resourceArn, key);
  remove_tags(tags, request.tagKeys);
  store_.set_tags(*request.resourceArn, tags);
  return {};
}

api::ListTagsForResourceResponse TagService::list(const api::ListTagsForResourceRequest& request) const {
  return {.tags = store_.tags_of(*request.resourceArn)};
}

}  // namespace aws::region::fis
