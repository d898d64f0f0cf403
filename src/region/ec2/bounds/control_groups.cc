#include "region/ec2/bounds/control_groups.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

bool bound_memory(const fs::path& group, std::uint64_t memory, bool unified) {
  const std::string bytes = std::to_string(memory);
  if (!set_in_group(group / (unified ? "memory.max" : "memory.limit_in_bytes"), bytes)) return false;
  // Not there where the kernel does not count what it swaps out.
  if (unified) {
    set_in_group(group / "memory.swap.max", "0");
  } else {
    set_in_group(group / "memory.memsw.limit_in_bytes", bytes);
  }
  return true;
}

bool bound(const fs::path& group, std::uint64_t memory, const GroupPlace& place) {
  return (!place.memory || memory == 0 || bound_memory(group, memory, place.unified)) &&
         (!place.processes || set_in_group(group / "pids.max", std::to_string(kMostProcesses)));
}

}  // namespace

std::string ControlGroups::make(std::string_view name, std::uint64_t memory) const {
  std::string made;
  for (const auto& place : places_) {
    const fs::path group = place.folder / group_name(name);
    if (!make_group(group)) continue;
    if (bound(group, memory, place)) {
      made += (made.empty() ? "" : ":") + group.string();
    } else {
      remove_group(group);
    }
  }
  return made;
}

bool ControlGroups::remove(std::string_view name) const {
  bool gone = true;
  for (const auto& place : places_) {
    const fs::path group = place.folder / group_name(name);
    if (!remove_group(group) && fs::exists(group)) gone = false;
  }
  return gone;
}

}  // namespace aws::region::ec2
