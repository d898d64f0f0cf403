#include "region/fis/tag_service.h"

#include "region/fis/tag_check.h"

namespace aws::region::fis {

namespace api = aws::fis;

void TagService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::TagResource, this, &TagService::tag);
  handlers.on(api::operations::UntagResource, this, &TagService::untag);
  handlers.on(api::operations::ListTagsForResource, this, &TagService::list);
}

api::TagResourceResponse TagService::tag(const api::TagResourceRequest& request) {
  Texts tags = store_.tags_of(*request.resourceArn);
  check_tags(request.tags);
  add_tags(tags, request.tags, kTagErrors);
  store_.set_tags(*request.resourceArn, tags);
  return {};
}

api::UntagResourceResponse TagService::untag(const api::UntagResourceRequest& request) {
  Texts tags = store_.tags_of(*request.resourceArn);
  remove_tags(tags, request.tagKeys);
  store_.set_tags(*request.resourceArn, tags);
  return {};
}

api::ListTagsForResourceResponse TagService::list(const api::ListTagsForResourceRequest& request) const {
  return {.tags = store_.tags_of(*request.resourceArn)};
}

}  // namespace aws::region::fis
