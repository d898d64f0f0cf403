// GetAccountAuthorizationDetails: every user, group, role and policy with what it holds. Owned by IamService; used on
// the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class DetailsService {
 public:
  explicit DetailsService(const IamStore& store) : store_(store) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::GetAccountAuthorizationDetailsResponse get(const aws::iam::GetAccountAuthorizationDetailsRequest& request);

  const IamStore& store_;
};

}  // namespace aws::region::iam
