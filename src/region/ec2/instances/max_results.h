// What EC2 checks itself of pages of instances; the model does not say it.
#pragma once

#include <optional>
#include <string>

#include "region/ec2/errors.h"

namespace aws::region::ec2 {

inline void check_max_results(std::optional<int> max_results) {
  if (!max_results || (*max_results >= 5 && *max_results <= 1000)) return;
  throw errors::invalid_parameter("Value ( " + std::to_string(*max_results) +
                                  " ) for parameter maxResults is invalid. Expecting a value " +
                                  (*max_results < 5 ? "greater than or equal to 5." : "less than or equal to 1000."));
}

}  // namespace aws::region::ec2
