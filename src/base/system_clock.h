// The real clock. Its sleep ends at once, by an exception, when the person at the terminal asks to stop.
#pragma once

#include "base/clock.h"

namespace aws {

class SystemClock final : public Clock {
 public:
  Timestamp now() const override;
  Duration uptime() const override;
  void sleep_for(Duration duration) override;  // throws Interrupted

  // From now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the process: a sleep under way ends with
  // Interrupted, and so does the next one. Once thrown the request is forgotten, so that the cleaning up which follows
  // can wait; a second signal interrupts that too. SIGPIPE no longer ends it either: who writes is told by EPIPE.
  static void catch_interrupts();
  static bool interrupted();  // is a request waiting to be noticed?
  static void throw_if_interrupted();
};

}  // namespace aws
