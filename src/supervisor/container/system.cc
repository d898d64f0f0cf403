#include "supervisor/container/system.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace aws::supervisor {

void give_up(const std::string& what) {
  std::fprintf(stderr, "cannot %s: %s\n", what.c_str(), std::strerror(errno));
  std::fflush(stderr);
  _exit(kNoContainer);
}

void make_folder(const std::string& path, mode_t mode) {
  for (auto end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    mkdir(path.substr(0, end).c_str(), 0755);
  }
  if (mkdir(path.c_str(), mode) == 0) {
    chmod(path.c_str(), mode);  // whatever the umask
  } else if (errno != EEXIST) {
    give_up("make " + path);
  }
}

void write_file(const std::string& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0 || write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) give_up("write " + path);
  close(file);
}

std::string read_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) give_up("read " + path);
  std::string text;
  char chunk[1024];
  for (ssize_t size = 0; (size = read(file, chunk, sizeof chunk)) > 0;) {
    text.append(chunk, static_cast<std::size_t>(size));
  }
  close(file);
  return text;
}

void make_link(const char* target, const std::string& path) {
  if (symlink(target, path.c_str()) != 0 && errno != EEXIST) give_up("make " + path);
}

void mount_at(const char* source, const std::string& target, const char* type, unsigned long flags,
              const std::string& options) {
  if (mount(source, target.c_str(), type, flags, options.c_str()) != 0) give_up("mount " + target);
}

void bind_at(const std::string& source, const std::string& target) {
  if (mount(source.c_str(), target.c_str(), nullptr, MS_BIND, nullptr) != 0) give_up("mount " + target);
}

int open_mount(const std::string& folder) {
  const auto mount = syscall(SYS_open_tree, AT_FDCWD, folder.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
  if (mount < 0) give_up("open " + folder);
  return static_cast<int>(mount);
}

void put_mount(int mount, const std::string& target) {
  if (syscall(SYS_move_mount, mount, "", AT_FDCWD, target.c_str(), MOVE_MOUNT_F_EMPTY_PATH) != 0) {
    give_up("mount " + target);
  }
  close(mount);
}

bool succeeds(const std::vector<std::string>& arguments, std::string_view input) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) give_up("run " + arguments[0]);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[0], STDIN_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    std::vector<char*> pointers;
    for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    execv(pointers[0], pointers.data());
    give_up("run " + arguments[0]);
  }
  // A batch is far smaller than what a pipe holds; one that nobody reads raises no signal while we could read it.
  const bool written = write(ends[1], input.data(), input.size()) == static_cast<ssize_t>(input.size());
  for (const int end : ends) close(end);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child) give_up("run " + arguments[0]);
  return status == 0 && written;
}

void run_program(const std::vector<std::string>& arguments, std::string_view input, const std::string& what_for) {
  if (succeeds(arguments, input)) return;
  errno = ECANCELED;
  give_up(what_for + " with " + arguments[0]);
}

}  // namespace aws::supervisor
