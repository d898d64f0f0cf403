// What sends packets that are about to leave by one interface to another one instead: a table of nftables. It belongs
// to the process that made it, and the kernel takes it away with that, however it ends.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "supervisor/delay/netlink.h"

namespace aws::supervisor {

struct Block {
  std::uint32_t address = 0;
  std::uint32_t mask = 0;
};

struct Elsewhere {
  int instead = 0;                  // the index of the other interface
  std::uint32_t unless_marked = 0;  // those with this mark leave as ever
};

class Redirection {
 public:
  // In the network that this process is in now.
  Redirection() : socket_(netlink::kNetfilter) {}

  // Those to these blocks or, when there are none, all. Ends the process when the kernel cannot, or when another
  // process does it.
  void begin(const std::string& interface, const Elsewhere& where, const std::vector<Block>& to);
  void end() { socket_.close(); }

 private:
  netlink::Socket socket_;
};

}  // namespace aws::supervisor
