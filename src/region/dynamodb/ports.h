// What DynamoDB needs of IAM.
#pragma once

#include <string_view>

namespace aws::region::dynamodb {

class PolicyGrammar {
 public:
  virtual ~PolicyGrammar() = default;
  // Throws what is wrong with a resource's own policy.
  virtual void check(std::string_view document) const = 0;
};

}  // namespace aws::region::dynamodb
