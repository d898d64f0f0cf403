#include "supervisor/container/root_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <map>
#include <string_view>

#include "supervisor/container/system.h"

namespace aws::supervisor {
namespace {

constexpr const char* kShared[] = {"usr", "etc", "opt"};  // with this machine, what the instance changes is its own
constexpr const char* kDevices[] = {"null", "zero", "full", "random", "urandom", "tty"};
// On the instance's disk; on the first of them something is mounted.
constexpr const char* kMountPoints[] = {"usr", "etc", "opt", "proc", "sys", "dev", "run"};
constexpr const char* kFolders[] = {"home",      "media",   "mnt",     "srv",       "var",
                                    "var/cache", "var/lib", "var/log", "var/spool", "var/mail"};

std::string in_root(std::string_view path) { return std::string(kRootFolder) + '/' + std::string(path); }

void become_root() {
  setgroups(0, nullptr);  // not allowed where the namespace has one group only
  if (setresgid(0, 0, 0) != 0 || setresuid(0, 0, 0) != 0) give_up("become root");
}

// What is on an instance's disk, or in an image, may be links to anywhere: whoever makes something there does it as a
// process that sees nothing else.
void within_root(const std::function<void()>& make) {
  const pid_t child = fork();
  if (child == 0) {
    if (chroot(kRootFolder) != 0 || chdir("/") != 0) give_up("enter the root folder");
    make();
    _exit(0);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) give_up("make the root folder");
  if (status != 0) _exit(kNoContainer);  // why it has said
}

void make_mount_point(const std::string& path) {
  struct stat found {};
  if (lstat(path.c_str(), &found) == 0 && !S_ISDIR(found.st_mode)) unlink(path.c_str());
  make_folder(path);
}

// Those from "/" into /usr (/bin, /lib64), with where they lead.
std::map<std::string, std::string> links_of_this_system() {
  std::map<std::string, std::string> links;
  DIR* root = opendir("/");
  while (const dirent* entry = root == nullptr ? nullptr : readdir(root)) {
    if (entry->d_type != DT_LNK) continue;
    char target[256] = {};
    const auto size = readlinkat(dirfd(root), entry->d_name, target, sizeof target - 1);
    if (size > 4 && std::string_view(target, 4) == "usr/") links[entry->d_name] = target;
  }
  if (root != nullptr) closedir(root);
  return links;
}

void overlay(const std::string& name) {
  for (const char* part : {"upper/", "work/"}) make_folder("/tmp/disk/" + (part + name));
  make_folder("/tmp/image/" + name);
  mount_at("overlay", in_root(name), "overlay", 0,
           "userxattr,lowerdir=/tmp/image/" + name + ":/" + name + ",upperdir=/tmp/disk/upper/" + name +
               ",workdir=/tmp/disk/work/" + name);
}

void make_devices() {
  mount_at("tmpfs", in_root("dev"), "tmpfs", MS_NOSUID | MS_STRICTATIME, "mode=0755,size=1m");
  for (const char* device : kDevices) {
    write_file(in_root("dev/") + device, "");
    bind_at(std::string("/dev/") + device, in_root("dev/") + device);
  }
  make_link("/proc/self/fd", in_root("dev/fd"));
  make_link("/proc/self/fd/0", in_root("dev/stdin"));
  make_link("/proc/self/fd/1", in_root("dev/stdout"));
  make_link("/proc/self/fd/2", in_root("dev/stderr"));
  make_link("pts/ptmx", in_root("dev/ptmx"));
  make_folder(in_root("dev/pts"));
  make_folder(in_root("dev/shm"), 01777);
}

void make_common_folders() {
  for (const char* name : kMountPoints) make_mount_point(std::string("/") + name);
  make_folder("/root", 0700);
  make_folder("/tmp", 01777);
}

void lay_out_this_system() {
  make_folder("/tmp/disk/root");
  bind_at("/tmp/disk/root", kRootFolder);
  within_root([links = links_of_this_system()] {
    make_common_folders();
    // What the instance has made of these since, if this is not its first boot, is its own affair.
    for (const char* name : kFolders) mkdir((std::string("/") + name).c_str(), 0755);
    if (mkdir("/var/tmp", 01777) == 0) chmod("/var/tmp", 01777);
    [[maybe_unused]] const int made = symlink("/run", "/var/run");
    for (const auto& [name, target] : links) make_link(target.c_str(), "/" + name);
  });
  for (const char* name : kShared) {
    if (access((std::string("/") + name).c_str(), F_OK) == 0) overlay(name);
  }
}

void lay_out_another_system() {
  for (const char* part : {"/tmp/disk/upper", "/tmp/disk/work"}) make_folder(part);
  mount_at("overlay", kRootFolder, "overlay", 0,
           "userxattr,lowerdir=/tmp/image:/tmp/system,upperdir=/tmp/disk/upper,workdir=/tmp/disk/work");
  within_root(make_common_folders);
}

}  // namespace

void build_root_folder(const std::string& disk, const std::string& image, const std::string& root) {
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) give_up("have mounts of one's own");
  const int disk_mount = open_mount(disk);
  const int image_mount = open_mount(image);
  const int root_mount = root.empty() ? -1 : open_mount(root);
  become_root();
  mount_at("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700,size=1m");
  for (const char* folder : {"/tmp/disk", "/tmp/image", "/tmp/system", kRootFolder}) make_folder(folder);
  put_mount(disk_mount, "/tmp/disk");
  put_mount(image_mount, "/tmp/image");
  if (root_mount == -1) {
    lay_out_this_system();
  } else {
    put_mount(root_mount, "/tmp/system");
    lay_out_another_system();
  }
  make_devices();
  mount_at("tmpfs", in_root("run"), "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755");
}

void enter_root_folder() {
  mount_at("proc", in_root("proc"), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC);
  mount_at("devpts", in_root("dev/pts"), "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620");
  mount("sysfs", in_root("sys").c_str(), "sysfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr);
  // What was mounted outside of this namespace cannot become its root; a mount of that can.
  if (mount(kRootFolder, kRootFolder, nullptr, MS_BIND | MS_REC, nullptr) != 0) give_up("take up the root folder");
  if (chdir(kRootFolder) != 0 || syscall(SYS_pivot_root, ".", ".") != 0) give_up("enter the root folder");
  if (umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) give_up("leave this machine's files");
}

}  // namespace aws::supervisor
