// The operations on tags, which only parameters have here. Owned by SsmService; region thread.
#pragma once

#include <string>

#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/service/tags.h"
#include "region/ssm/parameters/parameter_store.h"

namespace aws::region::ssm {

const TagErrors& tag_errors();

class TagService {
 public:
  explicit TagService(ParameterStore& parameters) : parameters_(parameters) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ssm::AddTagsToResourceResponse add(const aws::ssm::AddTagsToResourceRequest& request);
  aws::ssm::RemoveTagsFromResourceResponse remove(const aws::ssm::RemoveTagsFromResourceRequest& request);
  aws::ssm::ListTagsForResourceResponse list(const aws::ssm::ListTagsForResourceRequest& request);

  template <class Request>
  const StoredParameter& resource(const Request& request) const;

  ParameterStore& parameters_;
};

}  // namespace aws::region::ssm
