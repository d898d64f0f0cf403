// haproxy-launcher: becomes HAProxy, with the listening sockets that the region has sent (base/listener_protocol.h).
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <sstream>
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
    char text[4 * kMost + 1];
    std::vector<int> descriptors;
    const auto size = aws::receive_with_descriptors(kChannel, text, sizeof text, descriptors);
    if (size <= 0) return sockets;
    std::istringstream numbers(std::string(text, static_cast<std::size_t>(size)));
    sockets.emplace();
    for (const int descriptor : descriptors) {
      int number = 0;
      // Out of the way of the numbers that they get.
      const int high = fcntl(descriptor, F_DUPFD_CLOEXEC, kFirst + static_cast<int>(kMost));
      if (numbers >> number) (*sockets)[number] = high;
      close(descriptor);
    }
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
