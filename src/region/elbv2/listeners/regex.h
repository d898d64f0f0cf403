// The regular expressions of conditions and transforms. HAProxy reads them as they are (PCRE), so that what is let
// through here must be right there, and mean the same.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
#pragma once

#include <string>

namespace aws::region::elbv2 {

// How many groups it captures. Throws a ValidationError for one that is too long or wrong, or that has more than
// classes, groups, alternatives and repetition: look-around, references, atomic and named groups, possessive
// repetition.
int checked_regex(const std::string& regex);

}  // namespace aws::region::elbv2
