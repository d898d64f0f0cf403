// What leaves by an interface of this network, late: as netem does it, for kernels that have none.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "supervisor/delay/redirection.h"

namespace aws::supervisor {

struct Delay {
  std::string interface;
  std::chrono::milliseconds by{};
  std::chrono::milliseconds jitter{};  // so much more or less, each packet on its own; none overtakes another
  std::vector<Block> to;               // these only; none for everything
};

// Says so when it does it, and returns when this process is told to end, with no packet kept.
void run_delay_line(const Delay& delay);

}  // namespace aws::supervisor
