// The operations on tags. Owned by Fis; region thread.
#pragma once

#include "contract/fis.h"
#include "contract/handlers.h"
#include "region/fis/fis_store.h"

namespace aws::region::fis {

class TagService {
 public:
  explicit TagService(FisStore& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::fis::TagResourceResponse tag(const aws::fis::TagResourceRequest& request);
  aws::fis::UntagResourceResponse untag(const aws::fis::UntagResourceRequest& request);
  aws::fis::ListTagsForResourceResponse list(const aws::fis::ListTagsForResourceRequest& request) const;

  FisStore& store_;
};

}  // namespace aws::region::fis
