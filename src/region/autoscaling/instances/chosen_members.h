// The members that a request names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {

// Each once. Throws ValidationError for one that is not in the group or not in a state that is allowed, which `states`
// tells in words.
template <class Allowed>
std::vector<Member*> chosen_members(Group& group, const std::vector<std::string>& ids, Allowed allowed,
                                    std::string_view states) {
  std::vector<Member*> chosen;
  for (const auto& id : ids) {
    Member* member = group.find(id);
    if (!member) throw not_part_of_group(id, group.name);
    if (!allowed(*member)) throw not_in_state(id, states);
    if (!contains(chosen, member)) chosen.push_back(member);
  }
  return chosen;
}

}  // namespace aws::region::autoscaling
