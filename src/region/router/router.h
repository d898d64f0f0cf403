// The region's side of vpc-router (base/router_protocol.h): the VPC's network namespace, and sockets in it. Without one
// there are no real hosts. Owned by the region; the thread of the io_context.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace aws::region {

class Router {
 public:
  struct Options {
    std::filesystem::path supervisor;  // the program instance-supervisor
    std::filesystem::path program;     // vpc-router
    std::filesystem::path folder;      // its own; for what it says
  };
  // Waits for it, some milliseconds. Throws aws::Error "NoNamespaces" that says what the system does not allow.
  Router(boost::asio::io_context& context, const Options& options);
  ~Router();  // all that is in the VPC's network is ended before, by whoever put it there
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  pid_t pid() const;  // whose namespaces to enter

  // Open sockets, which the caller closes. They throw aws::Error "RouterGone" or what bind(2) says.
  int listen(const std::string& address, std::uint16_t port);
  int bind_datagrams(const std::string& address, std::uint16_t port);
  int socket();  // TCP, to connect within the VPC

  // Makes this the rules of nft(8), all at once; calls back with what is wrong, or "". One at a time.
  void load(const std::string& rules, std::function<void(const std::string& error)> done);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aws::region
