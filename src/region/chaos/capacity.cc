#include "region/chaos/capacity.h"

#include <algorithm>

#include "region/chaos/pattern.h"

namespace aws::region::chaos {

bool Capacity::found_in(std::string_view zone) {
  return std::ranges::none_of(shortages_, [&](const Shortage& shortage) {
    return matches(shortage.zones, zone) && draws_.hit(shortage.share);
  });
}

}  // namespace aws::region::chaos
