// A way for frames from one network through this process and back, in place of an interface's own: a cable (a veth
// pair) from there into a network that nobody else is in, which goes away with this process, and the interface itself,
// behind whatever happens to frames on their way to it. Frames come with what is still to be done to them, checksums
// and segments, and leave so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "supervisor/delay/netlink.h"

namespace aws::supervisor {

class Detour {
 public:
  static constexpr std::uint32_t kMark = 0x64656c79;  // of the frames that it sends

  // This process is in the network of the detour from now on. Ends it when that cannot be.
  explicit Detour(const std::string& interface);
  ~Detour();  // by itself the cable would go a moment later than this process
  Detour(const Detour&) = delete;
  Detour& operator=(const Detour&) = delete;

  int entrance() const { return entrance_; }    // the index of the interface that frames have to go to instead
  int descriptor() const { return incoming_; }  // readable when frames have come
  // One frame; nothing when there is none now.
  std::string next();
  void send(std::string_view frame) const;

 private:
  netlink::Socket links_{netlink::kRouting};
  int outgoing_ = -1;
  int incoming_ = -1;
  int entrance_ = 0;
  std::string own_address_;  // of the interface
  std::string buffer_;
};

}  // namespace aws::supervisor
