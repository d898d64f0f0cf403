#include "supervisor/delay/delay_line.h"

#include <poll.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <optional>
#include <random>
#include <utility>

#include "supervisor/container/system.h"
#include "supervisor/delay/detour.h"

namespace aws::supervisor {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

constexpr std::size_t kMostFrames = 1000;  // as netem

int signals_to_end() {
  sigset_t watched;
  sigemptyset(&watched);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&watched, signal);
  sigprocmask(SIG_BLOCK, &watched, nullptr);
  const int signals = signalfd(-1, &watched, SFD_CLOEXEC);
  if (signals < 0) give_up("wait for signals");
  return signals;
}

// Frames on their way, in order.
class Line {
 public:
  Line(Detour& detour, const Delay& delay)
      : detour_(detour),
        delay_(delay.by),
        more_or_less_(-nanoseconds(delay.jitter).count(), nanoseconds(delay.jitter).count()) {}

  // What has come, and not for ever what comes meanwhile.
  void take() {
    for (std::size_t taken = 0; taken < kMostFrames; ++taken) {
      std::string frame = detour_.next();
      if (frame.empty()) return;
      if (waiting_.size() < kMostFrames) waiting_.push_back({std::move(frame), next_due()});
    }
  }

  void let_go_until(steady_clock::time_point now) {
    for (; !waiting_.empty() && waiting_.front().due <= now; waiting_.pop_front()) {
      detour_.send(waiting_.front().bytes);
    }
  }

  std::optional<timespec> until_next() const {
    if (waiting_.empty()) return std::nullopt;
    const auto left = std::max(nanoseconds(waiting_.front().due - steady_clock::now()), nanoseconds(0));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    return timespec{.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
  }

 private:
  struct Frame {
    std::string bytes;
    steady_clock::time_point due;
  };

  steady_clock::time_point next_due() {
    const auto due = steady_clock::now() + std::max(delay_ + nanoseconds(more_or_less_(random_)), nanoseconds(0));
    return waiting_.empty() ? due : std::max(due, waiting_.back().due);
  }

  Detour& detour_;
  nanoseconds delay_;
  std::uniform_int_distribution<nanoseconds::rep> more_or_less_;
  std::minstd_rand random_{std::random_device{}()};
  std::deque<Frame> waiting_;
};

void say(const Delay& delay) {
  std::printf("%lld ms", static_cast<long long>(delay.by.count()));
  if (delay.jitter.count() > 0) std::printf(" +- %lld ms", static_cast<long long>(delay.jitter.count()));
  std::printf(" on %s by delay-line\n", delay.interface.c_str());
  std::fflush(stdout);
}

}  // namespace

void run_delay_line(const Delay& delay) {
  const int signals = signals_to_end();
  Redirection redirection;
  Detour detour(delay.interface);
  Line line(detour, delay);
  redirection.begin(delay.interface, {detour.entrance(), Detour::kMark}, delay.to);
  say(delay);
  pollfd waits[] = {{.fd = detour.descriptor(), .events = POLLIN, .revents = 0},
                    {.fd = signals, .events = POLLIN, .revents = 0}};
  while (waits[1].revents == 0) {
    const auto timeout = line.until_next();
    ppoll(waits, 2, timeout ? &*timeout : nullptr, nullptr);
    line.take();
    line.let_go_until(steady_clock::now());
  }
  redirection.end();
  line.take();
  line.let_go_until(steady_clock::time_point::max());
}

}  // namespace aws::supervisor
