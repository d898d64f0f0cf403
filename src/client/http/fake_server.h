// For tests of transports: a server of raw bytes on 127.0.0.1.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <initializer_list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace aws::client {

// Plays one connection after another, each by its script: for every request one reply. A reply of "" closes the
// connection instead, and "silence" waits until the client has gone.
class FakeServer {
 public:
  using Script = std::vector<std::string>;

  FakeServer(std::initializer_list<Script> connections) : scripts_(connections) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 8) != 0) std::abort();
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    if (listener_ != -1) close(listener_);
  }
  FakeServer(const FakeServer&) = delete;
  FakeServer& operator=(const FakeServer&) = delete;

  const std::string& url() const { return url_; }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (const Script& script : scripts_) {
      while (!play(script, &script == &scripts_.back())) {
      }
    }
  }

  // False when the connection brought no request: the script is still to be played.
  bool play(const Script& script, bool is_last) {
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection == -1) return true;
    bool asked = false;
    for (const std::string& reply : script) {
      if (!read_request(connection)) break;
      asked = true;
      if (reply.empty()) {
        if (is_last) shutdown(listener_, SHUT_RDWR);  // who connects again is refused
        break;
      }
      if (reply == "silence") {
        await_end(connection);
        break;
      }
      [[maybe_unused]] const auto written = write(connection, reply.data(), reply.size());
    }
    close(connection);
    return asked;
  }

  static void await_end(int connection) {
    char byte = 0;
    while (read(connection, &byte, 1) > 0) {
    }
  }

  bool read_request(int connection) {
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
      const auto got = read(connection, buffer, sizeof buffer);
      if (got <= 0) return false;
      request.append(buffer, static_cast<std::size_t>(got));
    }
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    return true;
  }

  std::vector<Script> scripts_;
  int listener_ = -1;
  std::string url_;
  std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace aws::client
