#include "region/adapters/dynamodb_ports.h"

namespace aws::region {

bool DynamoDbPolicies::would_allow(const contract::Call& call, std::string_view action, std::string_view resource,
                                   std::string_view document) const {
  if (call.authority == nullptr) return true;  // in process
  const Lazy<iam::Context> context(
      [&] { return iam::Context(call.circumstances->begin(), call.circumstances->end()); });
  return permissions_.judge(call.principal, action, resource, context, document).decision == iam::Decision::kAllowed;
}

}  // namespace aws::region
