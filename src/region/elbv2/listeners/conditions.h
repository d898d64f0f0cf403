// Conditions of rules, between requests, records and answers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
#pragma once

#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/records.h"

namespace aws::region::elbv2 {

// Throws ValidationError.
std::vector<Condition> requested_conditions(const std::vector<aws::elbv2::RuleCondition>& conditions);

std::vector<aws::elbv2::RuleCondition> describe(const std::vector<Condition>& conditions);

}  // namespace aws::region::elbv2
