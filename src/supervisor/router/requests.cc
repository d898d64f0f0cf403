#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

#include "base/descriptor_passing.h"
#include "base/router_protocol.h"
#include "supervisor/container/system.h"
#include "supervisor/router/router.h"

namespace aws::supervisor {
namespace {

constexpr int kBacklog = 1024;

struct Answer {
  std::string text = "ok";
  std::vector<int> descriptors;
};

Answer failed() { return {std::string("error ") + std::strerror(errno), {}}; }

Answer listen_on(int type, const std::string& address, int port) {
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(static_cast<std::uint16_t>(port));
  if (inet_pton(AF_INET, address.c_str(), &name.sin_addr) != 1) return {"error no address", {}};
  const int listener = socket(AF_INET, type | SOCK_CLOEXEC, 0);
  if (listener < 0) return failed();
  const int on = 1;
  if (type == SOCK_STREAM) setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0 ||
      (type == SOCK_STREAM && listen(listener, kBacklog) != 0)) {
    const Answer answer = failed();
    close(listener);
    return answer;
  }
  return {"ok", {listener}};
}

Answer open_sockets(std::size_t count) {
  Answer answer;
  while (answer.descriptors.size() < std::min(count, kMostDescriptors)) {
    const int opened = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (opened < 0) break;
    answer.descriptors.push_back(opened);
  }
  return answer.descriptors.empty() ? failed() : answer;
}

std::string first_line(int file) {
  char text[256] = {};
  const auto size = pread(file, text, sizeof text - 1, 0);
  return std::string(text, size > 0 ? static_cast<std::size_t>(size) : 0).substr(0, std::strcspn(text, "\n"));
}

Answer load_rules(int rules) {
  const int said = open("/dev/shm", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  const pid_t child = fork();
  if (child == 0) {
    dup2(rules, STDIN_FILENO);
    if (said >= 0) dup2(said, STDERR_FILENO);
    execl(kNft, kNft, "-f", "-", nullptr);
    _exit(127);
  }
  int status = 0;
  const bool ended = child > 0 && waitpid(child, &status, 0) == child;
  Answer answer;
  if (!ended || status != 0) answer.text = "error " + first_line(said);
  if (said >= 0) close(said);
  return answer;
}

Answer answer(const std::string& request, const std::vector<int>& descriptors) {
  std::istringstream words(request);
  std::string what, kind, address;
  words >> what;
  if (what == "load" && descriptors.size() == 1) return load_rules(descriptors[0]);
  if (what == "sockets") {
    std::size_t count = 0;
    words >> count;
    return open_sockets(count);
  }
  int port = 0;
  if (what == "listen" && words >> kind >> address >> port) {
    return listen_on(kind == "udp" ? SOCK_DGRAM : SOCK_STREAM, address, port);
  }
  return {"error unknown request", {}};
}

[[noreturn]] void serve_channel(int channel) {
  for (;;) {
    char request[router::kLongestMessage];
    std::vector<int> descriptors;
    const auto size = receive_with_descriptors(channel, request, sizeof request, descriptors);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) _exit(0);
    Answer reply = answer(std::string(request, static_cast<std::size_t>(size)), descriptors);
    send_with_descriptors(channel, reply.text, reply.descriptors);
    for (const int descriptor : reply.descriptors) close(descriptor);
    for (const int descriptor : descriptors) close(descriptor);
  }
}

}  // namespace

void serve_router() {
  for (const int channel : {router::kRequests, router::kRules}) fcntl(channel, F_SETFD, FD_CLOEXEC);
  send_with_descriptors(router::kRequests, "ready " + std::to_string(getpid()), {});
  const pid_t loader = fork();
  if (loader == 0) {
    close(router::kRequests);
    serve_channel(router::kRules);
  }
  close(router::kRules);
  serve_channel(router::kRequests);
}

}  // namespace aws::supervisor
