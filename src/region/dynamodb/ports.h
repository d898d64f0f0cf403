// What DynamoDB needs of IAM.
#pragma once

#include <string>
#include <string_view>

#include "contract/call.h"

namespace aws::region::dynamodb {

class ResourcePolicies {
 public:
  virtual ~ResourcePolicies() = default;
  // Throws what is wrong with a resource's own policy.
  virtual void check(std::string_view document) const = 0;
  // May the caller do that to the resource when this is its policy?
  virtual bool would_allow(const contract::Call& call, std::string_view action, std::string_view resource,
                           std::string_view document) const = 0;
};

}  // namespace aws::region::dynamodb
