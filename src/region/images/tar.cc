#include "region/images/tar.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <utility>
#include <vector>

namespace aws::region::images {
namespace {

using Words = std::vector<std::string>;

constexpr int kInterruptPace = 100;         // milliseconds
constexpr std::size_t kMostSaid = 1 << 14;  // of what tar says; the first is what counts
constexpr int kChangedMeanwhile = 1;        // the exit status of who packs a folder that somebody works in

constexpr const char* kFull = "No space left on device";

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_, O_CLOEXEC) != 0) ends_[0] = ends_[1] = -1;
  }
  ~Pipe() {
    close_reading();
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void close_reading() { close_end(ends_[0]); }
  void close_writing() { close_end(ends_[1]); }

 private:
  static void close_end(int& end) {
    if (end != -1) close(std::exchange(end, -1));
  }
  int ends_[2];
};

// Ends with this process, however that ends.
class Tar {
 public:
  Tar(const Words& words, int input, int output, int errors) {
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) become(words, input, output, errors, parent);
  }
  ~Tar() {
    if (pid_ > 0) kill(pid_, SIGKILL);
    status();
  }
  Tar(const Tar&) = delete;
  Tar& operator=(const Tar&) = delete;

  int status() {  // waits for its end
    if (pid_ <= 0) return status_;
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return status_;
  }

 private:
  [[noreturn]] static void become(const Words& words, int input, int output, int errors, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    setenv("LC_ALL", "C", 1);
    unsetenv("TAR_OPTIONS");
    std::vector<char*> pointers;
    for (const auto& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    execvp(pointers[0], pointers.data());
    const std::string why = std::string("tar: ") + std::strerror(errno) + '\n';
    _exit(write(STDERR_FILENO, why.data(), why.size()) < 0 ? 126 : 127);
  }

  pid_t pid_;
  int status_ = 127;
};

// Until the other ends are closed.
std::string read_all(int from, const std::function<void()>& check_interrupt) {
  std::string said;
  for (;;) {
    check_interrupt();
    pollfd waits{.fd = from, .events = POLLIN, .revents = 0};
    if (poll(&waits, 1, kInterruptPace) <= 0) continue;
    char chunk[1024];
    const ssize_t size = read(from, chunk, sizeof chunk);
    if (size == 0) return said;
    if (size > 0 && said.size() < kMostSaid) said.append(chunk, static_cast<std::size_t>(size));
  }
}

// A full disk is said in many ways before it is said by its name.
std::string first_complaint(const std::string& said) {
  if (said.find(kFull) != std::string::npos) return std::string("the disk is full: ") + kFull;
  std::istringstream lines(said);
  std::string line;
  while (std::getline(lines, line)) {
    if (line.find("Removing leading") != std::string::npos) continue;
    if (line.starts_with("tar: ")) line.erase(0, std::strlen("tar: "));
    if (line.starts_with("./")) line.erase(0, 1);
    return line;
  }
  return "tar failed";
}

Words with_exclusions(Words words) {
  words.push_back("--anchored");
  for (const std::string folder : {"dev", "proc", "sys"}) {
    for (const char* before : {"", "./", "/"}) words.push_back("--exclude=" + (before + folder) + "/*");
  }
  return words;
}

Words packing(const std::filesystem::path& folder) {
  Words words = with_exclusions({"tar", "--create", "--file=-", "--one-file-system", "--directory=" + folder.string()});
  words.push_back(".");
  return words;
}

Words unpacking(const std::string& archive, const std::filesystem::path& target) {
  return with_exclusions({"tar", "--extract", "--file=" + archive, "--force-local", "--no-same-owner",
                          "--preserve-permissions", "--warning=no-timestamp", "--directory=" + target.string()});
}

}  // namespace

std::optional<std::string> unpack(const std::filesystem::path& source, const std::filesystem::path& target,
                                  const std::function<void()>& check_interrupt) {
  Pipe errors;
  Pipe files;
  std::optional<Tar> packer;
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  const bool folder = std::filesystem::is_directory(source);
  if (folder) packer.emplace(packing(source), nothing, files.writing(), errors.writing());
  files.close_writing();
  Tar unpacker(unpacking(folder ? "-" : source.string(), target), folder ? files.reading() : nothing, errors.writing(),
               errors.writing());
  close(nothing);
  files.close_reading();
  errors.close_writing();
  const std::string said = read_all(errors.reading(), check_interrupt);
  const bool packed = !packer || packer->status() <= kChangedMeanwhile;
  if (unpacker.status() == 0 && packed) return std::nullopt;
  return first_complaint(said);
}

}  // namespace aws::region::images
