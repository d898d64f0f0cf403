#include "region/router/router.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstring>

#include "base/descriptor_passing.h"
#include "base/error.h"
#include "base/router_protocol.h"
#include "base/supervised_process.h"
#include "region/router/said.h"

namespace aws::region {
namespace {

namespace asio = boost::asio;

constexpr int kSocketsAtOnce = 32;   // one request to the router for as many connections
constexpr timeval kPatience{10, 0};  // with a process of ours that has nothing else to do
constexpr auto kOutputFile = "router.log";

Error router_gone() { return {"RouterGone", "the VPC's router does not answer", 500, Fault::kReceiver}; }

}  // namespace

class Router::Impl {
 public:
  Impl(asio::io_context& context, const Options& options) : rules_(context) {
    int requests[2], rules[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, requests) != 0) throw router_gone();
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, rules) != 0) throw router_gone();
    requests_ = requests[0];
    rules_.assign(rules[0]);
    setsockopt(requests_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    std::filesystem::create_directories(options.folder);
    const auto output = options.folder / kOutputFile;
    std::filesystem::remove(output);
    process_ = std::make_unique<SupervisedProcess>(
        context,
        SupervisedProcess::Command{.supervisor = options.supervisor,
                                   .arguments = {"--exec", options.program.string()},
                                   .environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin"},
                                   .folder = options.folder,
                                   .output = output,
                                   .descriptors = {requests[1], rules[1]}},
        SupervisedProcess::Events{.exit = [](int) {
          throw Unrecoverable("RouterGone", "the VPC's router has ended, and with it the network of all instances");
        }});
    close(requests[1]);
    close(rules[1]);
    const std::string ready = receive();
    if (!ready.starts_with("ready ")) {
      const std::string why = said_in(output);
      throw Error("NoNamespaces", why.empty() ? "vpc-router did not start" : why, 500, Fault::kReceiver);
    }
    pid_ = std::stoi(ready.substr(ready.find(' ')));
  }
  ~Impl() {
    for (const int socket : sockets_) close(socket);
    close(requests_);
  }

  pid_t pid() const { return pid_; }

  int bind(const std::string& kind, const std::string& address, std::uint16_t port) {
    return ask(fmt::format("listen {} {} {}", kind, address, port)).at(0);
  }

  int socket() {
    if (sockets_.empty()) sockets_ = ask(fmt::format("sockets {}", kSocketsAtOnce));
    const int socket = sockets_.back();
    sockets_.pop_back();
    return socket;
  }

  void load(const std::string& rules, std::function<void(const std::string&)> done) {
    const int file = memfd_create("rules", MFD_CLOEXEC);
    const bool sent = file >= 0 && write(file, rules.data(), rules.size()) == static_cast<ssize_t>(rules.size()) &&
                      lseek(file, 0, SEEK_SET) == 0 && send_with_descriptors(rules_.native_handle(), "load", {file});
    if (file >= 0) close(file);
    if (!sent) throw router_gone();
    rules_.async_wait(asio::posix::stream_descriptor::wait_read, [this, done = std::move(done)](const auto& error) {
      if (error == asio::error::operation_aborted) return;
      char text[router::kLongestMessage];
      const auto size = recv(rules_.native_handle(), text, sizeof text, 0);
      if (size <= 0) return done(router_gone().message());
      const std::string answer(text, static_cast<std::size_t>(size));
      done(answer == "ok" ? "" : answer.substr(answer.find(' ') + 1));
    });
  }

 private:
  std::vector<int> ask(const std::string& request) {
    if (!send_with_descriptors(requests_, request, {})) throw router_gone();
    std::vector<int> descriptors;
    const std::string answer = receive(&descriptors);
    if (answer == "ok" && !descriptors.empty()) return descriptors;
    if (answer.empty()) throw router_gone();
    throw Error("RouterRefuses", fmt::format("{}: {}", request, answer.substr(answer.find(' ') + 1)), 500,
                Fault::kReceiver);
  }
  std::string receive(std::vector<int>* descriptors = nullptr) {
    char text[router::kLongestMessage];
    std::vector<int> none;
    const auto size =
        receive_with_descriptors(requests_, text, sizeof text, descriptors == nullptr ? none : *descriptors);
    return {text, size > 0 ? static_cast<std::size_t>(size) : 0};
  }

  int requests_ = -1;
  asio::posix::stream_descriptor rules_;
  std::unique_ptr<SupervisedProcess> process_;
  pid_t pid_ = 0;
  std::vector<int> sockets_;
};

Router::Router(asio::io_context& context, const Options& options) : impl_(std::make_unique<Impl>(context, options)) {}
Router::~Router() = default;

pid_t Router::pid() const { return impl_->pid(); }
int Router::listen(const std::string& address, std::uint16_t port) { return impl_->bind("tcp", address, port); }
int Router::bind_datagrams(const std::string& address, std::uint16_t port) { return impl_->bind("udp", address, port); }
int Router::socket() { return impl_->socket(); }
void Router::load(const std::string& rules, std::function<void(const std::string& error)> done) {
  impl_->load(rules, std::move(done));
}

}  // namespace aws::region
