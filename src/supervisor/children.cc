#include "supervisor/children.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace aws::supervisor {
namespace {

constexpr int kGoesBefore = 10;  // thousandths of the memory that it may have

// What a program finds around itself.
void prepare_child() {
  setsid();
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

// Where memory runs out a script goes before whoever keeps it; a number that anybody may raise, and is inherited.
void go_first() {
  const int file = open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  char text[16] = {};
  if (read(file, text, sizeof text - 1) > 0) {
    lseek(file, 0, SEEK_SET);
    dprintf(file, "%d", std::min(std::atoi(text) + kGoesBefore, 1000));
  }
  close(file);
}

[[noreturn]] void cannot(const char* what, const char* which) {
  dprintf(STDERR_FILENO, "cannot %s %s: %s\n", what, which, std::strerror(errno));
  _exit(126);
}

void make_folders(const std::string& path) {
  for (auto end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    mkdir(path.substr(0, end).c_str(), 0755);
  }
  mkdir(path.c_str(), 0755);
}

}  // namespace

void become_script(int script, int output, int errors, const std::string& folder) {
  prepare_child();
  go_first();
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  make_folders(folder);
  if (chdir(folder.c_str()) != 0) cannot("enter", folder.c_str());
  fcntl(script, F_SETFD, 0);  // its interpreter opens it once more
  char name[] = "script";
  char* arguments[] = {name, nullptr};
  execveat(script, "", arguments, environ, AT_EMPTY_PATH);
  // No "#!" line, or a file system on which nothing can be executed.
  if (errno == ENOEXEC || errno == EACCES) {
    const std::string path = "/dev/fd/" + std::to_string(script);
    execl("/bin/bash", "bash", path.c_str(), nullptr);
  }
  cannot("run", "the script");
}

void become_program(char** arguments) {
  prepare_child();
  execvp(arguments[0], arguments);
  cannot("run", arguments[0]);
}

int wait_for_child(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) != child && errno == EINTR) {
  }
  return exit_status(status);
}

int exit_status(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace aws::supervisor
