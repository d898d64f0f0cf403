#include "region/ec2/host/image_layer.h"

#include <fmt/core.h>
#include <unistd.h>

#include <fstream>

#include "region/ec2/host/shutdown_commands.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSudo = R"sh(#!/bin/sh
# For root, who may be another user for a while. It makes nobody root.
[ "$(id -u)" = 0 ] || { echo "sudo: whoever is not root of an instance cannot become root" >&2; exit 1; }
user=root
while [ "${1#-}" != "$1" ]; do
  case $1 in
    -u|--user) user=$2; shift ;;
    -u*) user=${1#-u} ;;
    --user=*) user=${1#--user=} ;;
    -g) shift ;;
    --) shift; break ;;
  esac
  shift
done
[ "$user" = root ] && exec env "$@"
group=$(id -g "$user") && exec setpriv --reuid="$user" --regid="$group" --init-groups env "$@"
)sh";

bool is_folder_itself(const fs::path& path) {
  std::error_code none;
  return fs::symlink_status(path, none).type() == fs::file_type::directory;
}

}  // namespace

void write_names(const fs::path& etc, const std::string& dns, const std::string& domain) {
  std::ofstream(etc / "resolv.conf") << fmt::format("nameserver {}\nsearch {}\n", dns, domain);
  std::ofstream(etc / "hosts") << "127.0.0.1 localhost\n::1 localhost ip6-localhost\n";
  for (const char* name : {"resolv.conf", "hosts"}) fs::permissions(etc / name, fs::perms(0644));
}

void write_sudo(const fs::path& folder) {
  const fs::path sudo = folder / "sudo";
  std::ofstream(sudo) << kSudo;
  fs::permissions(sudo, fs::perms(0755));
}

void let_everybody_read(const fs::path& folder) {
  fs::permissions(folder, fs::perms(0755));
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    fs::permissions(entry.path(), fs::perms(entry.is_directory() ? 0555 : 0444), fs::perm_options::add);
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

fs::path ImageLayers::over(const std::string& image_id, const fs::path& root) {
  const fs::path layer = options_.layer.parent_path() / image_id;
  if (made_.contains(image_id)) return layer;
  fs::remove_all(layer);
  fs::create_directories(layer / "etc");
  write_names(layer / "etc", options_.dns, options_.domain);
  // A folder in the layer would hide a link of the image's.
  const bool usr = is_folder_itself(root / "usr") && is_folder_itself(root / "usr" / "bin");
  if (usr || is_folder_itself(root / "bin")) {
    const fs::path commands = layer / (usr ? "usr/bin" : "bin");
    fs::create_directories(commands);
    write_sudo(commands);
    write_shutdown_commands(is_folder_itself(root / "usr" / "sbin") ? layer / "usr" / "sbin" : commands);
    fs::copy_file(fs::canonical(options_.commands / kDelayLine), commands / kDelayLine);
  }
  if (const auto authority = options_.authority()) add_trust(*authority, root, layer);
  let_everybody_read(layer);
  give_to(options_.root, layer);
  made_.insert(image_id);
  return layer;
}

}  // namespace aws::region::ec2
