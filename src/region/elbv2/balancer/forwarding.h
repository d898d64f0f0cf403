// For tests: a listener that forwards everything to one group.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

inline BalancedListener forwarding(const std::string& address, std::uint16_t port, const std::string& group,
                                   std::vector<std::string> allowed_sources = {}) {
  return {.address = address,
          .port = port,
          .rules = {{{}, {.type = "forward", .groups = {{.arn = group}}}}},
          .allowed_sources = std::move(allowed_sources)};
}

}  // namespace aws::region::elbv2
