#include "region/ec2/host/host_image.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "region/ec2/host/image_layer.h"
#include "region/ec2/host/shutdown_commands.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr int kDepthOfUsr = 2;  // /usr/lib/python3; what lies deeper can be replaced with its folder only

// What an instance's programs would take for this machine's own.
constexpr std::string_view kOwn[] = {"hostname", "hosts", "resolv.conf", "machine-id", "mtab"};

// Whoever adds a user writes to these as well, and this machine's may not be written to.
constexpr const char* kBesideShadow[] = {"shadow-", "gshadow-", ".pwd.lock"};

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

// Instead of this machine's own, which not everybody may read: all are there, nobody with a password.
void write_shadow(const fs::path& etc, const char* of, const char* name, const char* rest) {
  std::ifstream all(etc / of);
  std::ofstream shadow(etc / name);
  for (std::string line; std::getline(all, line);) shadow << line.substr(0, line.find(':')) << rest << '\n';
  fs::permissions(etc / name, fs::perms(0600));
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
  write_names(layer / "etc", options_.dns, options_.domain);
  write_shadow(layer / "etc", "passwd", "shadow", ":*:19000::::::");
  write_shadow(layer / "etc", "group", "gshadow", ":*::");
  for (const auto name : kBesideShadow) std::ofstream(layer / "etc" / name);

  copy_folders("/usr", layer / "usr", kDepthOfUsr);
  copy_folders("/usr/local", layer / "usr" / "local", 1 << 10);
  if (fs::exists("/opt")) make_like("/opt", layer / "opt");
  const fs::path commands = layer / "usr" / "local" / "bin";
  fs::create_directories(commands);
  for (const auto& command : fs::directory_iterator(options_.commands)) {
    fs::copy_file(fs::canonical(command.path()), commands / command.path().filename());
  }
  write_sudo(layer / "usr" / "bin");
  write_shutdown_commands(layer / "usr" / "sbin");
  if (const auto authority = options_.authority()) add_trust(*authority, "/", layer);
  give_to(options_.root, layer);
}

}  // namespace aws::region::ec2
