#include "base/instance_users.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "base/router_protocol.h"

namespace aws {
namespace {

constexpr unsigned kFewest = 1000;  // fewer would not hold a system's own users

std::string name_of(uid_t user) {
  const passwd* entry = getpwuid(user);
  return entry == nullptr ? "" : entry->pw_name;
}

IdRange without_nobody(IdRange range) {
  constexpr unsigned kNobody = router::kNobody;
  const bool within = range.first <= kNobody && kNobody - range.first < range.count;
  if (within) range.count = kNobody - range.first;
  return range;
}

IdRange range_in(const char* file, uid_t user) {
  std::ifstream lines(file);
  return range_of(lines, name_of(user), user);
}

// Within a container that has few users of its own not all are there to be given.
bool is_there(const char* map, IdRange range) {
  std::ifstream lines(map);
  unsigned first = 0, outside = 0, count = 0;
  while (lines >> first >> outside >> count) {
    if (first <= range.first && range.first - first < count && count - (range.first - first) >= range.count)
      return true;
  }
  return false;
}

std::optional<unsigned> outside(unsigned inside, unsigned root, IdRange range) {
  if (inside == 0) return root;
  if (inside > range.count) return std::nullopt;
  return range.first + inside - 1;
}

}  // namespace

std::optional<uid_t> InstanceUsers::user(uid_t inside) const { return outside(inside, root, users); }
std::optional<gid_t> InstanceUsers::group(gid_t inside) const { return outside(inside, root_group, groups); }

IdRange range_of(std::istream& lines, const std::string& name, unsigned number) {
  IdRange largest;
  for (std::string line; std::getline(lines, line);) {
    std::replace(line.begin(), line.end(), ':', ' ');
    std::istringstream words(line);
    std::string owner;
    IdRange range;
    if (!(words >> owner >> range.first >> range.count)) continue;
    if (owner != std::to_string(number) && (name.empty() || owner != name)) continue;
    range = without_nobody(range);
    if (range.count > largest.count) largest = range;
  }
  largest.count = std::min(largest.count, kMostUsers);
  return largest;
}

InstanceUsers instance_users(uid_t user, gid_t group) {
  InstanceUsers all{.root = user, .root_group = group, .users = {}, .groups = {}};
  if (user == 0) all.root = all.root_group = router::kNobody;
  IdRange users = range_in("/etc/subuid", user);
  IdRange groups = range_in("/etc/subgid", user);
  const bool given = users.count >= kFewest && groups.count >= kFewest;
  if (!given && user == 0) users = groups = {.first = kFreeRange, .count = kMostUsers};
  if (!given && user != 0) return all;
  if (user == 0 && (!is_there("/proc/self/uid_map", users) || !is_there("/proc/self/gid_map", groups))) return all;
  if (user != 0 && (access(kMapUsers, X_OK) != 0 || access(kMapGroups, X_OK) != 0)) return all;
  all.users = users;
  all.groups = groups;
  return all;
}

}  // namespace aws
