// What has tags: one entry for each kind of thing that EC2 knows, so that tags are created, deleted and described for
// all of them in one place. Region thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "region/service/tags.h"

namespace aws::region::ec2 {

struct TaggedKind {
  std::string_view prefix;  // of its ids: "i-"
  std::string_view type;    // as DescribeTags says it: "instance"
  std::function<std::vector<std::string>()> ids;
  std::function<const Tags*(const std::string& id)> find;  // nullptr when there is no such thing
  std::function<void(const std::string& id, Tags tags)> put;
  std::function<Error(const std::string& id)> not_found;
};

}  // namespace aws::region::ec2
