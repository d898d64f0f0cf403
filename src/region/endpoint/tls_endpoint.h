// AWS's endpoints for whoever knows them by their names only: an SDK in an instance that has no endpoint set connects
// to dynamodb.us-west-2.amazonaws.com by TLS. HAProxy, one of its own, ends that, with a certificate of the region's
// own authority, and hands on the bytes with a line before them that says whose they are. It is not the balancer's
// HAProxy: that comes and goes with listeners, and knows load balancers only. Owned by the region; the thread of the
// io_context.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/supervised_process.h"
#include "region/endpoint/authority.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::endpoint {

class TlsEndpoint {
 public:
  struct Options {
    std::filesystem::path data;        // the region's folder; two in it are its own
    std::filesystem::path supervisor;  // the program instance-supervisor
    std::filesystem::path program = "/usr/sbin/haproxy";
    pid_t router = 0;             // whose network it is in
    std::function<int()> listen;  // opens a socket where clients connect, who wait there while HAProxy starts
    std::string to;               // "127.0.0.1:443" in the router's network: where a proxy says who calls
    std::string region;
  };
  // Throws aws::Error "NoAuthority" when there can be no certificate, and what `listen` throws.
  TlsEndpoint(boost::asio::io_context& context, Timers& timers, Options options);
  ~TlsEndpoint();
  TlsEndpoint(const TlsEndpoint&) = delete;
  TlsEndpoint& operator=(const TlsEndpoint&) = delete;

  const Authority& authority() const { return authority_; }

 private:
  void start();
  void start_again();

  boost::asio::io_context& context_;
  Timers& timers_;
  Options options_;
  Authority authority_;
  int listener_ = -1;
  Timer restart_;
  std::unique_ptr<SupervisedProcess> process_;
};

}  // namespace aws::region::endpoint
