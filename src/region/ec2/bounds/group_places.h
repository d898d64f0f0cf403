// Where this process may make control groups: below the one that it was started in, in v1 and v2 of the kernel's. A
// group is a folder; the kernel makes the files in it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::ec2 {

struct GroupPlace {
  std::filesystem::path folder;
  bool unified = false;  // of v2
  bool memory = false;   // groups in it can bound memory
  bool processes = false;
};

// `self` is /proc/self. In v2 groups with processes have none below them that are bounded: where this process is alone
// in its group it moves to one of its own, and where it is not there is no place. Removes the groups that processes
// that are gone have left.
std::vector<GroupPlace> group_places(const std::filesystem::path& self);

// Tells the groups of this process from those of others.
std::string group_name(std::string_view name);

// All say whether the kernel did it. A group with processes cannot be removed.
bool make_group(const std::filesystem::path& folder);
bool remove_group(const std::filesystem::path& folder);
bool set_in_group(const std::filesystem::path& file, const std::string& value);

}  // namespace aws::region::ec2
