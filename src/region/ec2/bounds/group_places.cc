#include "region/ec2/bounds/group_places.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "resilient-service-";
constexpr std::string_view kUnified = "";  // the name of v2's hierarchy in /proc/self/cgroup
constexpr const char* kControllers[] = {"memory", "pids"};

bool contains_word(const std::string& text, std::string_view word, char separator) {
  std::istringstream words(text);
  for (std::string each; std::getline(words, each, separator);) {
    if (each == word) return true;
  }
  return false;
}

std::string first_line(const fs::path& path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

using OwnGroups = std::map<std::string, std::string, std::less<>>;

// By the name of a controller, the group that the process is in.
OwnGroups own_groups(const fs::path& self) {
  OwnGroups groups;
  std::ifstream file(self / "cgroup");
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    std::istringstream names(line.substr(first + 1, second - first - 1));
    const std::string path = line.substr(second + 1);
    if (second == first + 1) groups.emplace(kUnified, path);
    for (std::string name; std::getline(names, name, ',');) groups[name] = path;
  }
  return groups;
}

struct Hierarchy {
  std::string root;  // the group that is seen at the mount point
  fs::path mount_point;
  std::string type;
  std::string options;
};

// "36 35 98:0 /root /mount/point rw,relatime shared:1 - cgroup cgroup rw,memory"
std::vector<Hierarchy> hierarchies(const fs::path& self) {
  std::vector<Hierarchy> found;
  std::ifstream file(self / "mountinfo");
  for (std::string line; std::getline(file, line);) {
    const auto separator = line.find(" - ");
    if (separator == std::string::npos) continue;
    Hierarchy each;
    std::string ignored, mount_point, source;
    std::istringstream(line.substr(separator + 3)) >> each.type >> source >> each.options;
    if (each.type != "cgroup" && each.type != "cgroup2") continue;
    std::istringstream(line) >> ignored >> ignored >> ignored >> each.root >> mount_point;
    each.mount_point = mount_point;
    found.push_back(std::move(each));
  }
  return found;
}

std::optional<fs::path> folder_in(const Hierarchy& hierarchy, std::string_view group) {
  if (hierarchy.root != "/") {
    if (!group.starts_with(hierarchy.root)) return std::nullopt;
    group.remove_prefix(hierarchy.root.size());
  }
  const fs::path folder = (hierarchy.mount_point / fs::path(group).relative_path()).lexically_normal();
  if (access(folder.c_str(), W_OK) != 0) return std::nullopt;
  return folder;
}

bool is_alone_in(const fs::path& group) {
  std::ifstream file(group / "cgroup.procs");
  const std::vector<std::string> members{std::istream_iterator<std::string>(file), {}};
  return members == std::vector{std::to_string(getpid())};
}

// Has a group of v2 pass these on to those below it. That is for groups without processes, all but the machine's first.
bool pass_on(const fs::path& group, const std::vector<std::string>& controllers) {
  const fs::path control = group / "cgroup.subtree_control";
  std::string all;
  for (const auto& name : controllers) {
    if (!contains_word(first_line(control), name, ' ')) all += (all.empty() ? "+" : " +") + name;
  }
  if (all.empty()) return true;
  if (access(control.c_str(), W_OK) != 0) return false;
  if (!fs::exists(group / "cgroup.type")) return set_in_group(control, all);
  if (!is_alone_in(group) || access((group / "cgroup.procs").c_str(), W_OK) != 0) return false;
  const fs::path own = group / group_name("region");
  const std::string self = std::to_string(getpid());
  if (!make_group(own)) return false;
  if (set_in_group(own / "cgroup.procs", self) && set_in_group(control, all)) return true;
  set_in_group(group / "cgroup.procs", self);
  remove_group(own);
  return false;
}

// A group in which there are processes stays, whosever it is.
void remove_leftovers(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with(kPrefix)) continue;
    int owner = 0;
    std::from_chars(name.data() + kPrefix.size(), name.data() + name.size(), owner);
    const bool gone = owner == getpid() || (kill(owner, 0) != 0 && errno == ESRCH);
    if (owner > 0 && gone) remove_group(entry.path());
  }
}

// Of the controllers that bound something those that this hierarchy has, if a group of this process is there.
std::optional<GroupPlace> place_in(const Hierarchy& hierarchy, const OwnGroups& groups) {
  const bool unified = hierarchy.type == "cgroup2";
  const auto own = [&](std::string_view name) { return groups.find(unified ? kUnified : name); };
  std::optional<fs::path> folder;
  std::vector<std::string> controllers;
  for (const char* name : kControllers) {
    if (own(name) == groups.end() || !(unified || contains_word(hierarchy.options, name, ','))) continue;
    folder = folder_in(hierarchy, own(name)->second);
    if (folder && unified && !contains_word(first_line(*folder / "cgroup.controllers"), name, ' ')) continue;
    controllers.emplace_back(name);
  }
  if (!folder || controllers.empty()) return std::nullopt;
  remove_leftovers(*folder);
  if (unified && !pass_on(*folder, controllers)) return std::nullopt;
  const auto has = [&](const char* name) {
    return std::find(controllers.begin(), controllers.end(), name) != controllers.end();
  };
  return GroupPlace{.folder = *folder, .unified = unified, .memory = has("memory"), .processes = has("pids")};
}

}  // namespace

std::string group_name(std::string_view name) { return fmt::format("{}{}-{}", kPrefix, getpid(), name); }

bool make_group(const fs::path& folder) {
  std::error_code error;
  fs::create_directory(folder, error);
  return !error;
}

bool remove_group(const fs::path& folder) { return rmdir(folder.c_str()) == 0; }

bool set_in_group(const fs::path& file, const std::string& value) {
  std::ofstream stream(file);
  stream << value;
  stream.close();
  return !stream.fail();
}

std::vector<GroupPlace> group_places(const fs::path& self) {
  std::vector<GroupPlace> places;
  const auto groups = own_groups(self);
  for (const auto& hierarchy : hierarchies(self)) {
    if (auto place = place_in(hierarchy, groups)) places.push_back(std::move(*place));
  }
  return places;
}

}  // namespace aws::region::ec2
