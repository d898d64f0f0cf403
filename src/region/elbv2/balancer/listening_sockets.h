// The sockets at which load balancers listen. The region opens them and hands them to HAProxy, which need not be where
// the clients are: with instances that have a network of their own it is in there. A client that comes while HAProxy
// starts waits. Owned by the HaproxyBalancer; region thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

std::string name_of(const BalancedListener& listener);  // "127.31.2.231:80"

class ListeningSockets {
 public:
  ListeningSockets() = default;
  ~ListeningSockets();
  ListeningSockets(const ListeningSockets&) = delete;
  ListeningSockets& operator=(const ListeningSockets&) = delete;

  // Why one could not be opened ("Permission denied"), or nothing when it is open now, or could be.
  std::optional<std::string> open(const std::string& address, std::uint16_t port);
  std::optional<std::string> cannot_open(const std::string& address, std::uint16_t port) const;
  void close_all_but(const BalancerState& state);

  // Descriptors by which HAProxy knows them, by listener's name.
  std::map<std::string, int> numbers() const;
  // Sends those of the listeners over a Unix socket, for supervisor/programs/haproxy_launcher.cc to receive.
  void hand_over(int channel, const BalancerState& state) const;

 private:
  struct Socket {
    int descriptor = -1;  // ours
    int number = -1;      // HAProxy's
  };
  std::map<std::string, Socket> sockets_;
};

}  // namespace aws::region::elbv2
