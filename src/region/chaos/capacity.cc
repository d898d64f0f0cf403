#include "region/chaos/capacity.h"

#include <algorithm>

#include "base/text/wildcard.h"

namespace aws::region::chaos {

bool Capacity::found_in(std::string_view zone) {
  return std::ranges::none_of(shortages_, [&](const Shortage& shortage) {
    return text::matches_wildcards(shortage.zones, zone) && draws_.hit(shortage.share);
  });
}

}  // namespace aws::region::chaos
