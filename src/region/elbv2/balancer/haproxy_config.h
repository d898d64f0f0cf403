// HAProxy's configuration for a state of the balancer: its files as text. Pure.
//
//     client --> frontend ADDRESS:PORT --> backend GROUP --> target
//
// HAProxy answers a target that hangs up without a response with a 502 only on the first request of a connection; on
// later ones it closes the client's connection without a word, so that the client tries again. A load balancer answers
// 502 always. So each response is inspected until it has a status, and where it ends without one, answers.lua answers.
#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <string>

#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

struct HaproxyTimeouts {
  std::chrono::milliseconds connect{10'000};
  double speed = 1;  // the load balancer's attribute idle_timeout.timeout_seconds is an API duration
  std::chrono::milliseconds shortest_idle{0};  // at any speed

  std::chrono::milliseconds idle(std::chrono::seconds wanted) const {
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(wanted / speed), shortest_idle);
  }
};

struct HaproxySockets {
  std::map<std::string, int> descriptors{};  // that it inherits, by listener's name; another one it opens itself
  bool elsewhere = false;  // it runs in another network, in which it listens, too: there the name leads to it as well
};

inline constexpr auto kHaproxyConfigFile = "haproxy.cfg";
inline constexpr auto kCertificateFile = ".pem";  // at the end of the name: a certificate with its private key

// By file name, relative to the folder in which HAProxy runs: the configuration, the pages of errors that the load
// balancer answers itself, the lists of allowed sources, and certificates.
std::map<std::string, std::string> haproxy_files(const BalancerState& state, const HaproxyTimeouts& timeouts,
                                                 const HaproxySockets& sockets = {});

// The file, and by that name the list in the running HAProxy, of a listener's allowed sources.
std::string sources_file(const BalancedListener& listener);

// "HTTP/1.1 502 Bad Gateway" and so on, as a load balancer answers.
std::string error_page(int status);

}  // namespace aws::region::elbv2
