#include "region/endpoint/openssl.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace aws::region::endpoint {
namespace {

Error no_authority(const std::string& why) { return {"NoAuthority", why, 500, Fault::kReceiver}; }

// Not this process's surroundings: OPENSSL_CONF and others like it would have a say.
pid_t spawn_openssl(const std::filesystem::path& program, std::vector<std::string> words, const std::string& output) {
  words.insert(words.begin(), program.string());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::string path = "PATH=/usr/bin:/bin";
  char* environment[] = {path.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) {
    throw no_authority(fmt::format("{} is not there: sudo apt-get install openssl", program.string()));
  }
  if (error != 0) throw no_authority(fmt::format("cannot run {}: {}", program.string(), std::strerror(error)));
  return pid;
}

}  // namespace

void run_openssl(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& output) {
  const pid_t pid = spawn_openssl(program, arguments, output.string());
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (status == 0) return;
  throw no_authority(
      fmt::format("{} {} failed; {} has what it said", program.string(), arguments.front(), output.string()));
}

}  // namespace aws::region::endpoint
