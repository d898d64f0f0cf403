// Control groups that bound what an instance takes of this machine, where this user may have some; where not, there are
// none. Whoever keeps an instance puts its processes into them and removes them with the last one (supervisor/groups).
// Owned by the region.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "region/ec2/bounds/group_places.h"

namespace aws::region::ec2 {

inline constexpr int kMostProcesses = 4096;

class ControlGroups {
 public:
  ControlGroups() = default;  // none
  explicit ControlGroups(std::vector<GroupPlace> places) : places_(std::move(places)) {}

  // For so many bytes, 0 for as many as there are, and kMostProcesses. Returns the groups' folders, separated by ":";
  // "" when there are none. Those of this name that are there already are used again.
  std::string make(std::string_view name, std::uint64_t memory) const;
  bool remove(std::string_view name) const;  // false while there are processes in them

 private:
  std::vector<GroupPlace> places_;
};

}  // namespace aws::region::ec2
