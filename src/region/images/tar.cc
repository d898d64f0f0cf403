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
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include "region/images/tar_complaints.h"

namespace aws::region::images {
namespace {

using namespace std::string_view_literals;
using Words = std::vector<std::string>;

constexpr int kInterruptPace = 100;   // milliseconds
constexpr int kNotAll = 2;            // an exit status: it did what it could
constexpr int kChangedMeanwhile = 1;  // the exit status of who packs a folder that somebody works in

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

struct TarProcess {
  Words words;
  std::string input;  // a file; this opens it, since it may wait for that
  int input_pipe = -1;
  int output = -1;
  int errors = -1;
  std::string folder = "/";  // where it works: not everybody may go there by its name
};

// Ends with this process, however that ends.
class Tar {
 public:
  explicit Tar(const TarProcess& process) {
    const pid_t parent = getpid();
    pid_ = fork();
    if (pid_ == 0) become(process, parent);
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
  [[noreturn]] static void become(const TarProcess& process, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
    dup2(process.errors, STDERR_FILENO);
    dup2(process.output, STDOUT_FILENO);
    const int input = process.input_pipe != -1 ? process.input_pipe : open(process.input.c_str(), O_RDONLY);
    if (input == -1) fail(process.input);
    dup2(input, STDIN_FILENO);
    if (chdir(process.folder.c_str()) != 0) fail(process.folder);
    setenv("LC_ALL", "C", 1);
    unsetenv("TAR_OPTIONS");
    std::vector<char*> pointers;
    for (const auto& word : process.words) pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    execvp(pointers[0], pointers.data());
    fail(process.words[0]);
  }
  [[noreturn]] static void fail(const std::string& what) {
    const std::string why = "tar: " + what + ": " + std::strerror(errno) + '\n';
    _exit(write(STDERR_FILENO, why.data(), why.size()) < 0 ? 126 : 127);
  }

  pid_t pid_;
  int status_ = 127;
};

// Until the other ends are closed.
TarComplaints read_all(int from, const std::function<void()>& check_interrupt) {
  TarComplaints said;
  for (;;) {
    check_interrupt();
    pollfd waits{.fd = from, .events = POLLIN, .revents = 0};
    if (poll(&waits, 1, kInterruptPace) <= 0) continue;
    char chunk[1024];
    const ssize_t size = read(from, chunk, sizeof chunk);
    if (size == 0) return said;
    if (size > 0) said.hear({chunk, static_cast<std::size_t>(size)});
  }
}

// tar looks at what a file is only where it opens it by its name.
std::optional<std::string> compression_of(const std::filesystem::path& archive) {
  constexpr std::pair<std::string_view, const char*> kBeginnings[] = {{"\x1f\x8b", "--gzip"},
                                                                      {"BZh", "--bzip2"},
                                                                      {"\xfd"
                                                                       "7zXZ",
                                                                       "--xz"},
                                                                      {"\x28\xb5\x2f\xfd", "--zstd"},
                                                                      {"LZIP", "--lzip"},
                                                                      {"\x89LZO", "--lzop"},
                                                                      {"\x5d\0\0"sv, "--lzma"},
                                                                      {"\x1f\x9d", "--compress"}};
  if (!std::filesystem::is_regular_file(archive)) return std::nullopt;
  char begins[8] = {};
  std::ifstream(archive, std::ios::binary).read(begins, sizeof begins);
  for (const auto& [beginning, option] : kBeginnings) {
    if (std::string_view(begins, sizeof begins).starts_with(beginning)) return option;
  }
  return std::nullopt;
}

Words with_exclusions(Words words) {
  words.push_back("--anchored");
  for (const std::string folder : {"dev", "proc", "sys"}) {
    for (const char* before : {"", "./", "/"}) words.push_back("--exclude=" + (before + folder) + "/*");
  }
  return words;
}

// Whoever is not root has no files in a folder that are not all his, and is root himself among an instance's users.
Words packing() {
  Words words = with_exclusions({"tar", "--create", "--file=-", "--one-file-system", "--numeric-owner"});
  if (geteuid() != 0) words.insert(words.end(), {"--owner=0", "--group=0"});
  words.push_back(".");
  return words;
}

// The target itself stays as it was made.
Words unpacking(const Unpacking& what, const std::optional<std::string>& compression) {
  Words words = what.within;
  words.insert(words.end(), {"tar", "--extract", "--file=-", "--numeric-owner", "--preserve-permissions",
                             "--no-overwrite-dir", "--warning=no-timestamp"});
  words.push_back(what.within.empty() ? "--no-same-owner" : "--same-owner");
  if (compression) words.push_back(*compression);
  return with_exclusions(std::move(words));
}

}  // namespace

std::optional<std::string> unpack(const Unpacking& what, const std::function<void()>& check_interrupt) {
  Pipe errors;
  Pipe files;
  std::optional<Tar> packer;
  const bool folder = std::filesystem::is_directory(what.source);
  if (folder) {
    packer.emplace(TarProcess{.words = packing(),
                              .input = "/dev/null",
                              .output = files.writing(),
                              .errors = errors.writing(),
                              .folder = what.source});
  }
  files.close_writing();
  Tar unpacker({.words = unpacking(what, folder ? std::nullopt : compression_of(what.source)),
                .input = what.source,
                .input_pipe = folder ? files.reading() : -1,
                .output = errors.writing(),
                .errors = errors.writing(),
                .folder = what.target});
  files.close_reading();
  errors.close_writing();
  const TarComplaints said = read_all(errors.reading(), check_interrupt);
  const bool packed = !packer || packer->status() <= kChangedMeanwhile;
  const int unpacked = unpacker.status();
  if (packed && (unpacked == 0 || (unpacked == kNotAll && said.only_small()))) return std::nullopt;
  return said.first();
}

}  // namespace aws::region::images
