#include "region/sts/condition_keys.h"

namespace aws::region::sts {

contract::Circumstances condition_keys(const aws::sts::AssumeRoleRequest& request) {
  contract::Circumstances keys;
  keys["sts:RoleSessionName"] = {request.RoleSessionName.value_or("")};
  if (request.ExternalId) keys["sts:ExternalId"] = {*request.ExternalId};
  if (request.SourceIdentity) keys["sts:SourceIdentity"] = {*request.SourceIdentity};
  if (!request.TransitiveTagKeys.empty()) keys["sts:TransitiveTagKeys"] = request.TransitiveTagKeys;
  return keys;
}

contract::Circumstances condition_keys(const contract::Operation& operation, const void* input) {
  if (operation.name != aws::sts::operations::AssumeRole.name) return {};
  return condition_keys(*static_cast<const aws::sts::AssumeRoleRequest*>(input));
}

}  // namespace aws::region::sts
