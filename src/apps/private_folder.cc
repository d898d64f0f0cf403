#include "apps/private_folder.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "apps/embedded_region.h"
#include "base/error.h"
#include "region/images/users_files.h"

namespace aws::apps {
namespace {

// A small shell waits for the end of a pipe whose other end only this process holds, then removes the folder. It tries
// for a while, since processes that are being ended at the same time may still write.
constexpr const char* kWatcher =
    "read -r _; tries=100; until rm -rf -- \"$0\" || \"$1\" --within-users rm -rf -- \"$0\" || "
    "[ $((tries -= 1)) -eq 0 ]; do sleep 0.1; done";

void become_watcher(const std::string& folder, const std::string& supervisor, int pipe) {
  setsid();  // not reached by a Ctrl-C at the terminal
  if (fork() != 0) _exit(0);
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(pipe, 0);
  dup2(nowhere, 1);
  dup2(nowhere, 2);
  if (chdir("/") == 0) execl("/bin/sh", "sh", "-c", kWatcher, folder.c_str(), supervisor.c_str(), nullptr);
  _exit(127);
}

}  // namespace

PrivateFolder::PrivateFolder() : supervisor_(supervisor_program()) {
  const char* temporary = std::getenv("TMPDIR");
  std::string name = std::string(temporary != nullptr && *temporary != '\0' ? temporary : "/tmp");
  name += "/resilient-service-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) {
    throw Error("TemporaryFolder", "cannot create a folder like " + name + "; set TMPDIR to a writable folder");
  }
  path_ = name;

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return;  // without a watcher the destructor still cleans up
  const pid_t child = fork();
  if (child == 0) become_watcher(name, supervisor_, ends[0]);
  close(ends[0]);
  alive_ = ends[1];
  if (child > 0) waitpid(child, nullptr, 0);
}

PrivateFolder::~PrivateFolder() {
  region::images::UsersFiles(supervisor_).remove(path_);
  if (alive_ != -1) close(alive_);
}

}  // namespace aws::apps
