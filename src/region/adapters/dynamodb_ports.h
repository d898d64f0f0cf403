// DynamoDB's port over IAM.
#pragma once

#include "region/dynamodb/ports.h"
#include "region/iam/policy/policy.h"

namespace aws::region {

class DynamoDbPolicies final : public dynamodb::PolicyGrammar {
 public:
  void check(std::string_view document) const override { iam::Policy::of_resource(document); }
};

}  // namespace aws::region
