// The way out of the VPC: slirp4netns, which carries what the router sends to its interface "internet" as this
// machine's own connections. Who may send there the router's rules say. Owned by the region; the thread of the
// io_context.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"

namespace boost::asio {
class io_context;
}

namespace aws::region {

// Addresses of this machine's interfaces, which are no part of the internet.
std::vector<std::string> own_addresses();

class Internet {
 public:
  struct Options {
    std::filesystem::path supervisor;  // the program instance-supervisor
    pid_t router = 0;                  // whose network it leads out of
    std::filesystem::path folder;      // its own; for what it says
    std::filesystem::path program = "/usr/bin/slirp4netns";
  };
  // Waits until it is there, some milliseconds; starts it again when it ends. Throws aws::Error "NoWayOut", one line
  // that says what is missing.
  Internet(boost::asio::io_context& context, Timers& timers, Options options);
  ~Internet();
  Internet(const Internet&) = delete;
  Internet& operator=(const Internet&) = delete;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aws::region
