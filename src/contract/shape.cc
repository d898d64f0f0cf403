#include "contract/shape.h"

#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "contract/sts.h"

namespace aws::contract {

const Operation* Service::find(std::string_view operation) const {
  for (const Operation* candidate : operations) {
    if (candidate->name == operation) return candidate;
  }
  return nullptr;
}

std::span<const Service* const> services() {
  static constexpr const Service* kServices[] = {&autoscaling::kService, &dynamodb::kService, &ec2::kService,
                                                 &elbv2::kService,       &iam::kService,      &ssm::kService,
                                                 &sts::kService};
  return kServices;
}

}  // namespace aws::contract
