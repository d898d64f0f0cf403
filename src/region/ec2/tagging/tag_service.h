// The operations on tags of anything. Owned by Ec2. Region thread.
#pragma once

#include <vector>

#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/tagging/tagged.h"
#include "region/store/store.h"

namespace aws::region::ec2 {

class TagService {
 public:
  TagService(Store& store, std::vector<TaggedKind> kinds) : store_(store), kinds_(std::move(kinds)) {}

  void serve(contract::Handlers& handlers);
  // By the id's form; "" when nothing that has tags has such ids.
  std::string_view type_of(std::string_view id) const;
  Tags tags_of(const std::string& id) const;  // none of what is not there

 private:
  aws::ec2::CreateTagsResponse create(const aws::ec2::CreateTagsRequest& request);
  aws::ec2::DeleteTagsResponse remove(const aws::ec2::DeleteTagsRequest& request);
  aws::ec2::DescribeTagsResponse describe(const aws::ec2::DescribeTagsRequest& request) const;

  const TaggedKind& kind_of(const std::string& id) const;

  Store& store_;
  std::vector<TaggedKind> kinds_;
};

}  // namespace aws::region::ec2
