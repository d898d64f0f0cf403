#include "base/system_clock.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>

namespace aws {
namespace {

// A signal handler may only write to a pipe and to an atomic; the sleeper polls the pipe.
std::atomic<int> pending_signal{0};
int wake_pipe[2] = {-1, -1};

extern "C" void note_signal(int signal) {
  const int saved_errno = errno;
  pending_signal = signal;
  [[maybe_unused]] const auto written = write(wake_pipe[1], "", 1);
  errno = saved_errno;
}

// Unlike SIG_IGN, which the programs that are started would inherit.
extern "C" void do_nothing(int) {}

}  // namespace

Timestamp SystemClock::now() const { return std::chrono::system_clock::now(); }

Duration SystemClock::uptime() const { return std::chrono::steady_clock::now().time_since_epoch(); }

void SystemClock::catch_interrupts() {
  if (wake_pipe[0] != -1 || pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;
  struct sigaction action = {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
  action.sa_handler = do_nothing;
  sigaction(SIGPIPE, &action, nullptr);
}

bool SystemClock::interrupted() { return pending_signal != 0; }

void SystemClock::throw_if_interrupted() {
  const int signal = pending_signal.exchange(0);
  if (signal == 0) return;
  char drained[64];
  while (read(wake_pipe[0], drained, sizeof drained) > 0) {
  }
  throw Interrupted{signal};
}

void SystemClock::sleep_for(Duration duration) {
  const auto deadline = uptime() + duration;
  for (;;) {
    throw_if_interrupted();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - uptime());
    if (left.count() <= 0) return;
    pollfd wake{.fd = wake_pipe[0], .events = POLLIN, .revents = 0};  // a negative fd is ignored by poll
    poll(&wake, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
  }
}

}  // namespace aws
