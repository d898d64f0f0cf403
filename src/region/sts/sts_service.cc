#include "region/sts/sts_service.h"

namespace aws::region::sts {

aws::sts::GetCallerIdentityResponse StsService::GetCallerIdentity(const aws::sts::GetCallerIdentityRequest&) {
  const auto principal = caller_.principal();
  return {.UserId = principal.user_id, .Account = place_.account, .Arn = principal.arn};
}

}  // namespace aws::region::sts
