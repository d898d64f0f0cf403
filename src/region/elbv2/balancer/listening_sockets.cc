#include "region/elbv2/balancer/listening_sockets.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "base/descriptor_passing.h"
#include "base/listener_protocol.h"

namespace aws::region::elbv2 {
namespace {

constexpr int kBacklog = 1024;

// With SO_REUSEADDR, for connections that are still closing, but not SO_REUSEPORT, with which two programs would share
// the port without knowing it.
int bound_socket(const std::string& address, std::uint16_t port) {
  sockaddr_in endpoint{.sin_family = AF_INET, .sin_port = htons(port)};
  errno = EADDRNOTAVAIL;
  if (inet_pton(AF_INET, address.c_str(), &endpoint.sin_addr) != 1) return -1;
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (descriptor < 0) return -1;
  const int on = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(descriptor, reinterpret_cast<const sockaddr*>(&endpoint), sizeof endpoint) == 0) return descriptor;
  const int error = errno;
  close(descriptor);
  errno = error;
  return -1;
}

}  // namespace

std::string name_of(const BalancedListener& listener) { return fmt::format("{}:{}", listener.address, listener.port); }

ListeningSockets::~ListeningSockets() { close_all_but({}); }

std::optional<std::string> ListeningSockets::cannot_open(const std::string& address, std::uint16_t port) const {
  if (sockets_.contains(fmt::format("{}:{}", address, port))) return std::nullopt;
  const int descriptor = bound_socket(address, port);
  if (descriptor < 0) return std::strerror(errno);
  close(descriptor);
  return std::nullopt;
}

std::optional<std::string> ListeningSockets::open(const std::string& address, std::uint16_t port) {
  const std::string name = fmt::format("{}:{}", address, port);
  if (sockets_.contains(name)) return std::nullopt;
  if (sockets_.size() >= listeners::kMost) return "too many listeners";
  const int descriptor = bound_socket(address, port);
  if (descriptor < 0 || listen(descriptor, kBacklog) != 0) {
    const std::string why = std::strerror(errno);
    if (descriptor >= 0) close(descriptor);
    return why;
  }
  std::set<int> taken;
  for (const auto& [_, socket] : sockets_) taken.insert(socket.number);
  int number = listeners::kFirst;
  while (taken.contains(number)) ++number;
  sockets_[name] = {descriptor, number};
  return std::nullopt;
}

void ListeningSockets::close_all_but(const BalancerState& state) {
  std::set<std::string> kept;
  for (const auto& listener : state.listeners) kept.insert(name_of(listener));
  std::erase_if(sockets_, [&](const auto& entry) {
    if (kept.contains(entry.first)) return false;
    close(entry.second.descriptor);
    return true;
  });
}

std::map<std::string, int> ListeningSockets::numbers() const {
  std::map<std::string, int> numbers;
  for (const auto& [name, socket] : sockets_) numbers[name] = socket.number;
  return numbers;
}

void ListeningSockets::hand_over(int channel, const BalancerState& state) const {
  std::string numbers = " ";  // a message with nothing in it would be the end
  std::vector<int> descriptors;
  for (const auto& listener : state.listeners) {
    const auto& socket = sockets_.at(name_of(listener));
    numbers += std::to_string(socket.number) + ' ';
    descriptors.push_back(socket.descriptor);
  }
  send_with_descriptors(channel, numbers, descriptors);
}

}  // namespace aws::region::elbv2
