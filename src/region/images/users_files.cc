#include "region/images/users_files.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "base/instance_users.h"

namespace aws::region::images {
namespace {

namespace fs = std::filesystem;
using Command = std::vector<std::string>;

constexpr const char* kTrue = "/bin/true";
constexpr const char* kRemove = "/bin/rm";

bool runs_well(const Command& command) {
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDWR, 0);
  for (const int output : {STDOUT_FILENO, STDERR_FILENO}) {
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, output);
  }
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t process = 0;
  const int failed = posix_spawn(&process, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return false;
  int status = 0;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return status == 0;
}

// The overlay leaves a folder that nobody may enter, and an image may have some that nobody writes to.
void remove_own(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_symlink(folder, ignored)) fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.is_directory(ignored) && !entry.is_symlink(ignored)) remove_own(entry.path());
  }
  fs::remove_all(folder, ignored);
}

Command among_users(const fs::path& supervisor, const Command& command) {
  Command all{supervisor.string(), "--within-users"};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

}  // namespace

Command UsersFiles::within() const {
  const bool only_root = supervisor_.empty() || instance_users(geteuid(), getegid()).only_root();
  if (only_root || !runs_well(among_users(supervisor_, {kTrue}))) return {};
  return among_users(supervisor_, {});
}

void UsersFiles::remove(const fs::path& folder) const {
  remove_own(folder);
  std::error_code none;
  if (supervisor_.empty() || geteuid() == 0 || !fs::exists(fs::symlink_status(folder, none))) return;
  runs_well(among_users(supervisor_, {kRemove, "-rf", "--", fs::absolute(folder).string()}));
}

}  // namespace aws::region::images
