// haproxy-launcher: becomes HAProxy, with the listening sockets that the region has sent (base/listener_protocol.h).
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/descriptor_passing.h"
#include "base/listener_protocol.h"

namespace {

using namespace aws::listeners;

// The newest list, by number; nothing when none has come.
std::optional<std::map<int, int>> receive() {
  fcntl(kChannel, F_SETFL, O_NONBLOCK);
  std::optional<std::map<int, int>> sockets;
  for (;;) {
    char text[64];
    std::vector<int> descriptors;
    const auto size = aws::receive_with_descriptors(kChannel, text, sizeof text, descriptors);
    if (size <= 0) return sockets;
    const std::string message(text, static_cast<std::size_t>(size));
    if (message == kBegin) {
      sockets.emplace();
    } else if (sockets && descriptors.size() == 1) {
      // Out of the way of the numbers that they get.
      const int high = kFirst + static_cast<int>(kMost);
      (*sockets)[std::atoi(message.c_str())] = fcntl(descriptors[0], F_DUPFD_CLOEXEC, high);
    }
    for (const int descriptor : descriptors) close(descriptor);
  }
}

}  // namespace

int main(int, char** arguments) {
  const char* program = std::getenv(kProgramVariable);
  if (program == nullptr || fcntl(kChannel, F_GETFD) < 0) {
    std::fprintf(stderr, "haproxy-launcher is started by resilient-service, not by hand\n");
    return 2;
  }
  if (const auto sockets = receive()) {
    close_range(kFirst, kFirst + static_cast<unsigned>(kMost) - 1, 0);
    for (const auto& [number, socket] : *sockets) dup2(socket, number);
  }
  execv(program, arguments);
  std::fprintf(stderr, "cannot run %s: %s\n", program, std::strerror(errno));
  return 126;
}
