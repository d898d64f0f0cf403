// The operations on a table's own policy, which is about the table and its indexes. It is IAM that reads and applies
// it. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html
#pragma once

#include "base/clock.h"
#include "contract/dynamodb.h"
#include "contract/handlers.h"
#include "region/dynamodb/ports.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

// Gives the table this policy in a revision of its own; the one that it has already stays in its revision. Throws
// DynamoDB's ValidationException when it is none.
void set_policy(Table& table, const std::string& policy, const ResourcePolicies& policies, Timestamp now);

class ResourcePolicyService {
 public:
  ResourcePolicyService(TableStore& tables, const ResourcePolicies& policies, const Clock& clock)
      : tables_(tables), policies_(policies), clock_(clock) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::dynamodb::PutResourcePolicyResponse put(const contract::Call& call,
                                               const aws::dynamodb::PutResourcePolicyRequest& request);
  aws::dynamodb::GetResourcePolicyResponse get(const aws::dynamodb::GetResourcePolicyRequest& request);
  aws::dynamodb::DeleteResourcePolicyResponse remove(const aws::dynamodb::DeleteResourcePolicyRequest& request);

  TableStore& tables_;
  const ResourcePolicies& policies_;
  const Clock& clock_;
};

}  // namespace aws::region::dynamodb
