// The file system that a container sees. Run in the router's user namespace and in a mount namespace of one's own.
#pragma once

#include <string>

namespace aws::supervisor {

inline constexpr char kRootFolder[] = "/tmp/root";  // on a file system that only this mount namespace sees

// Lays out the root folder; the disk and the image's layer may be anywhere that this user can reach, and so may be the
// files of an image that is not this machine's system, in place of which `root` is "". Afterwards this process is root
// of the namespace, no longer the user that it was outside.
void build_root_folder(const std::string& disk, const std::string& image, const std::string& root);

// In the container's own namespaces: mounts what tells of them, and leaves everything outside of the root folder.
void enter_root_folder();

}  // namespace aws::supervisor
