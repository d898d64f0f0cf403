// Runs one target over its corpus and over mutations of it, where no libFuzzer is. A child does the work and leaves
// each input in memory that it shares with its parent, which can then keep the one that a crash, an exception or a hang
// is of.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "mutation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::uint64_t kSeed = 20260102;
constexpr int kMostMutations = 100'000;
// Of the processor's time, so that a busy machine fails nothing.
constexpr double kSecondsInAll = 2;
constexpr int kSecondsForOne = 2;

// A sanitizer keeps what was freed, and needs memory of its own; clang is here for its sanitizers.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(__clang__)
constexpr long kMostGrowth = 2048;
#else
constexpr long kMostGrowth = 64;
#endif

struct Input {
  std::size_t size;
  std::uint8_t bytes[1 << 20];
};

Input& shared_input() {
  void* memory = mmap(nullptr, sizeof(Input), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no memory to share");
  return *static_cast<Input*>(memory);
}

long peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

// SIGPROF ends the process unless the time is set again before.
void allow_seconds(int seconds) {
  const itimerval timer{.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_usec = 0}};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

class Runner {
 public:
  explicit Runner(Input& input) : input_(input), start_megabytes_(peak_megabytes()) {}

  void run(const std::string& input) {
    input_.size = std::min(input.size(), sizeof(input_.bytes));
    std::memcpy(input_.bytes, input.data(), input_.size);
    // Exactly its bytes, so that a sanitizer sees a read beyond them.
    const std::vector<std::uint8_t> bytes(input_.bytes, input_.bytes + input_.size);
    allow_seconds(kSecondsForOne);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    allow_seconds(0);
    const long growth = peak_megabytes() - start_megabytes_;
    if (growth > kMostGrowth) throw std::runtime_error("memory grew by " + std::to_string(growth) + " MB");
  }

 private:
  Input& input_;
  long start_megabytes_;
};

std::vector<std::string> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> corpus;
  for (const auto& file : files) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    corpus.push_back(text.str());
  }
  if (corpus.empty()) throw std::runtime_error("no inputs in " + folder.string());
  return corpus;
}

void run_all(const std::vector<std::string>& corpus, Input& input) {
  Runner runner(input);
  runner.run("");
  for (const std::string& text : corpus) runner.run(text);
  aws::fuzz::Mutation mutation(corpus, kSeed);
  int mutations = 0;
  const auto seconds = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  for (const double end = seconds() + kSecondsInAll; mutations < kMostMutations && seconds() < end; ++mutations) {
    runner.run(mutation.next());
  }
  std::printf("%zu inputs and %d mutations of them, %ld MB at most\n", corpus.size(), mutations, peak_megabytes());
}

// True when the child ended well.
bool report(int status, const Input& input, const std::string& file) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(input.bytes), static_cast<std::streamsize>(input.size));
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  std::printf("%s; the input is in %s\n",
              signal == SIGPROF ? "it takes too long"
              : signal != 0     ? strsignal(signal)
                                : "it ended the program",
              file.c_str());
  return false;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2 || !std::filesystem::exists(arguments[1])) {
    std::fprintf(stderr, "usage: %s CORPUS\n", arguments[0]);
    return 2;
  }
  const std::vector<std::string> corpus = read_corpus(arguments[1]);
  Input& input = shared_input();
  const pid_t child = fork();
  if (child == 0) {
    run_all(corpus, input);
    return 0;
  }
  int status = 1;
  waitpid(child, &status, 0);
  return report(status, input, std::string(arguments[0]) + ".input") ? 0 : 1;
}
