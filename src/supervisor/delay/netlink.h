// The kernel's netlink protocol: what its messages are made of, as bytes, and a socket for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aws::supervisor::netlink {

inline constexpr int kRouting = 0;
inline constexpr int kNetfilter = 12;

template <typename Value>
std::string bytes_of(const Value& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::string attribute(int type, std::string_view value);
std::string text(int type, const std::string& value);
std::string nested(int type, std::string_view attributes);
std::string message(int type, int flags, std::string_view body);

// Stays in the network that it was made in.
class Socket {
 public:
  explicit Socket(int protocol);  // ends the process when there is none
  ~Socket() { close(); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  // Whether the kernel has done it; errno says why not. The last of the messages that do something has NLM_F_ACK.
  bool ask(std::string_view messages);
  void close();

 private:
  int descriptor_ = -1;
};

}  // namespace aws::supervisor::netlink
