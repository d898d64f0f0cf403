#include "supervisor/delay/netlink.h"

#include <linux/netlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

#include "supervisor/container/system.h"

namespace aws::supervisor::netlink {

std::string attribute(int type, std::string_view value) {
  const nlattr header{static_cast<std::uint16_t>(NLA_HDRLEN + value.size()), static_cast<std::uint16_t>(type)};
  std::string made = bytes_of(header).append(value);
  made.resize(NLA_ALIGN(made.size()));
  return made;
}

std::string text(int type, const std::string& value) { return attribute(type, {value.c_str(), value.size() + 1}); }
std::string nested(int type, std::string_view attributes) { return attribute(type | NLA_F_NESTED, attributes); }

std::string message(int type, int flags, std::string_view body) {
  nlmsghdr header{};
  header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_HDRLEN + body.size());
  header.nlmsg_type = static_cast<std::uint16_t>(type);
  header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  return bytes_of(header).append(body);
}

Socket::Socket(int protocol) : descriptor_(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol)) {
  sockaddr_nl itself{};
  itself.nl_family = AF_NETLINK;
  if (descriptor_ < 0 || bind(descriptor_, reinterpret_cast<const sockaddr*>(&itself), sizeof itself) != 0) {
    give_up("ask the kernel");
  }
}

bool Socket::ask(std::string_view messages) {
  if (send(descriptor_, messages.data(), messages.size(), 0) < 0) return false;
  for (;;) {
    char reply[4096];
    const auto size = recv(descriptor_, reply, sizeof reply, 0);
    if (size < 0 && errno == EINTR) continue;
    if (size < static_cast<ssize_t>(NLMSG_HDRLEN + sizeof(nlmsgerr))) return false;
    nlmsghdr header{};
    nlmsgerr told{};
    std::memcpy(&header, reply, sizeof header);
    std::memcpy(&told, reply + NLMSG_HDRLEN, sizeof told);
    if (header.nlmsg_type != NLMSG_ERROR) continue;
    errno = -told.error;
    return told.error == 0;
  }
}

void Socket::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
}

}  // namespace aws::supervisor::netlink
