#include "region/chaos/capacity.h"

#include <algorithm>

#include "base/text/wildcard.h"
#include "region/chaos/caller_name.h"

namespace aws::region::chaos {
namespace {

bool is_of(const Shortage& shortage, const Launch& launch) {
  return text::matches_wildcards(shortage.zones, launch.zone) &&
         (launch.group.empty() ? text::matches_wildcards(shortage.callers, caller_name(launch.caller))
                               : text::matches_wildcards(shortage.groups, launch.group));
}

}  // namespace

bool Capacity::found(const Launch& launch) {
  return std::ranges::none_of(faults_.shortages(), [&](const auto& entry) {
    return is_of(entry.second, launch) && draws_.hit(entry.second.share);
  });
}

}  // namespace aws::region::chaos
