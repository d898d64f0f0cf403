// What a rule rewrites in the requests that it forwards, as the API has it and as it is kept.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
#pragma once

#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/records.h"

namespace aws::region::elbv2 {

// Throws a ValidationError for what is no transform.
std::vector<Transform> requested_transforms(const std::vector<aws::elbv2::RuleTransform>& transforms);

std::vector<aws::elbv2::RuleTransform> describe(const std::vector<Transform>& transforms);

}  // namespace aws::region::elbv2
