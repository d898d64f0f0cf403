// The tags in a request, as policies ask about them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
#pragma once

#include <string_view>

#include "contract/call.h"
#include "contract/shape.h"

namespace aws::region::frontdoor {

inline constexpr std::string_view kTagKeys = "aws:TagKeys";

// aws:RequestTag/KEY for each tag that the call would set, and aws:TagKeys with the keys of all that it would set or
// take away. Every service has them in members Tags, TagSpecifications (EC2) or TagKeys; those that speak REST write
// the names small, and the tags as a map.
contract::Circumstances request_tags(const contract::Operation& operation, const void* input);

}  // namespace aws::region::frontdoor
