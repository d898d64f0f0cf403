#include "region/ec2/host/host_image.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr int kDepthOfUsr = 2;  // /usr/lib/python3; what lies deeper can be replaced with its folder only

// What an instance's programs would take for this machine's own.
constexpr std::string_view kOwn[] = {"hostname", "hosts", "resolv.conf", "machine-id", "mtab"};

bool everybody_may(const fs::path& path, fs::perms what) {
  std::error_code gone;
  return (fs::symlink_status(path, gone).permissions() & what) != fs::perms::none;
}

// Like the folder that it lies over, but for its owner.
void make_like(const fs::path& original, const fs::path& folder) {
  fs::create_directory(folder);
  fs::permissions(folder, fs::status(original).permissions() | fs::perms::owner_all);
}

void copy_readable(const fs::path& from, const fs::path& to) {
  make_like(from, to);
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(from, unreadable)) {
    const fs::path target = to / entry.path().filename();
    if (entry.is_symlink()) {
      fs::copy_symlink(entry.path(), target);
    } else if (entry.is_directory() && everybody_may(entry.path(), fs::perms::others_read)) {
      copy_readable(entry.path(), target);
    } else if (entry.is_regular_file() && everybody_may(entry.path(), fs::perms::others_read)) {
      fs::copy_file(entry.path(), target);
    }
  }
}

void copy_folders(const fs::path& from, const fs::path& to, int depth) {
  make_like(from, to);
  if (depth == 0) return;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(from, unreadable)) {
    if (entry.is_symlink() || !entry.is_directory()) continue;
    copy_folders(entry.path(), to / entry.path().filename(), depth - 1);
  }
}

void give_to(uid_t owner, const fs::path& folder) {
  if (geteuid() != 0) return;
  const auto give = [owner](const fs::path& path) { return lchown(path.c_str(), owner, owner) == 0; };
  bool given = give(folder);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) given = give(entry.path()) && given;
  if (!given)
    throw fs::filesystem_error("cannot change the owner", folder, std::error_code(errno, std::generic_category()));
}

}  // namespace

const fs::path& HostImage::layer() {
  if (!made_) make();
  made_ = true;
  return options_.layer;
}

void HostImage::make() const {
  const fs::path& layer = options_.layer;
  fs::remove_all(layer);
  fs::create_directories(layer);
  copy_readable("/etc", layer / "etc");
  for (const auto name : kOwn) fs::remove(layer / "etc" / name);
  std::ofstream(layer / "etc" / "resolv.conf")
      << fmt::format("nameserver {}\nsearch {}\n", options_.dns, options_.domain);
  std::ofstream(layer / "etc" / "hosts") << "127.0.0.1 localhost\n::1 localhost ip6-localhost\n";

  copy_folders("/usr", layer / "usr", kDepthOfUsr);
  copy_folders("/usr/local", layer / "usr" / "local", 1 << 10);
  if (fs::exists("/opt")) make_like("/opt", layer / "opt");
  const fs::path commands = layer / "usr" / "local" / "bin";
  fs::create_directories(commands);
  for (const auto& command : fs::directory_iterator(options_.commands)) {
    fs::copy_file(fs::canonical(command.path()), commands / command.path().filename());
  }
  const fs::path sudo = layer / "usr" / "bin" / "sudo";
  std::ofstream(sudo) << "#!/bin/sh\n# Whoever calls this is root already.\n"
                         "while [ \"${1#-}\" != \"$1\" ]; do\n"
                         "  case $1 in -u|-g) shift ;; --) shift; break ;; esac\n  shift\ndone\n"
                         "exec env \"$@\"\n";
  fs::permissions(sudo, fs::perms(0755));
  give_to(options_.root, layer);
}

}  // namespace aws::region::ec2
