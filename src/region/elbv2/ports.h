// What Elastic Load Balancing needs of its neighbours, in its own terms. Instances and Network are adapted over EC2
// where the region is put together; Balancer and Prober are implemented in this room (HaproxyBalancer, HttpProber). The
// other way round the region calls instance_changed() of the TargetMonitor and changed() of the
// ListenerReconciler. Region thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "region/elbv2/records.h"

namespace aws::region::elbv2 {

enum class InstanceState {
  kPending,
  kRunning,
  kStopped,
  kTerminated
};  // stopping is stopped, shutting-down terminated

struct Instance {
  std::string address;
  std::string zone;
  std::string vpc_id;
  InstanceState state = InstanceState::kPending;
};

class Instances {
 public:
  virtual ~Instances() = default;
  virtual std::optional<Instance> find(const std::string& instance_id) const = 0;
};

struct Subnet {
  std::string id;
  std::string zone;
  std::string vpc_id;
};

// An address that nobody else is given until this goes away.
class HeldAddress {
 public:
  virtual ~HeldAddress() = default;
  virtual std::string address() const = 0;
};

class Network {
 public:
  virtual ~Network() = default;
  virtual bool vpc_exists(const std::string& vpc_id) const = 0;
  virtual bool has_internet_gateway(const std::string& vpc_id) const = 0;
  virtual std::optional<Subnet> find_subnet(const std::string& subnet_id) const = 0;
  virtual std::string default_security_group(const std::string& vpc_id) const = 0;
  virtual bool security_group_exists(const std::string& group_id) const = 0;
  virtual std::optional<Subnet> subnet_of_address(const std::string& vpc_id, const std::string& address) const = 0;
  // The IPv4 blocks that the inbound rules of these groups admit to a TCP port.
  virtual std::vector<std::string> allowed_sources(const std::vector<std::string>& group_ids, int port) const = 0;
  // What an address by which clients reach a load balancer is within its VPC.
  virtual std::string address_within(const std::string& address) const = 0;
  // A free address of the subnet; throws aws::Error when there is none.
  virtual std::unique_ptr<HeldAddress> hold_free_address(const std::string& subnet_id) = 0;
  // The address that a load balancer has had since before the region's restart; nullptr when somebody else took it.
  virtual std::unique_ptr<HeldAddress> hold_address(const std::string& address) = 0;
};

struct ProbeRequest {
  std::string address;
  std::uint16_t port = 80;
  std::string path = "/";
  std::chrono::seconds timeout{5};  // as on AWS
  std::string source{};             // the load balancer's address within its VPC
};

struct ProbeReply {
  enum class Kind { kStatus, kTimedOut, kFailed };
  Kind kind = Kind::kFailed;
  int status = 0;
};

class Prober {
 public:
  virtual ~Prober() = default;
  // One request on a connection of its own. Calls back once, later, and not at all after the prober is gone.
  virtual void check(const ProbeRequest& request, std::function<void(const ProbeReply&)> done) = 0;
};

// Server certificates, which IAM keeps.
class Certificates {
 public:
  virtual ~Certificates() = default;
  // The certificate, its chain and its private key in PEM, one behind the other; nothing when there is none of this
  // ARN.
  virtual std::optional<std::string> bundle(const std::string& arn) const = 0;
};

struct BalancedServer {
  std::string name;  // of a target, within its group
  std::string address;
  std::uint16_t port = 80;
  int share = 100;  // of the requests of one without slow start, in percent
  bool operator==(const BalancedServer&) const = default;
};

// How requests are spread over a group's servers.
struct Spreading {
  bool least_outstanding = false;     // else round robin
  std::chrono::seconds lb_cookie{0};  // a client stays with its server for so long; 0: it does not
  std::string app_cookie;             // it stays as long as the application keeps this cookie; "": it does not
  std::chrono::seconds app_cookie_duration{0};
  std::chrono::seconds idle{60};  // of the load balancer that sends to the group
  bool operator==(const Spreading&) const = default;
};

struct BalancedGroup {
  std::vector<BalancedServer> servers;  // whom to send requests to
  Spreading spreading;
  std::string source{};  // the load balancer's address within its VPC, from which it sends; "": any
  bool operator==(const BalancedGroup&) const = default;
};

// The target groups of its action are keys of BalancerState::groups.
struct BalancedRule {
  std::vector<Condition> conditions;  // all of them hold; none: always
  Action action;
  std::vector<Transform> transforms{};
  bool operator==(const BalancedRule&) const = default;
};

struct BalancedTls {
  std::vector<std::string> certificates;  // bundles; the first one where no other is of the client's server name
  std::string oldest, newest;             // "TLSv1.2"
  std::string ciphers;                    // up to TLS 1.2, as OpenSSL takes them
  std::string suites;                     // of TLS 1.3
  bool http2 = true;
  bool operator==(const BalancedTls&) const = default;
};

struct BalancedListener {
  std::string address;
  std::uint16_t port = 80;
  std::optional<BalancedTls> tls;            // none: HTTP
  std::vector<BalancedRule> rules;           // the first that holds decides; the last has no conditions
  std::vector<std::string> allowed_sources;  // IPv4 blocks; a client from elsewhere is refused
  std::chrono::seconds idle{60};
  std::string forwarded_for = "append";                 // or "preserve" or "remove"
  bool tells_tls = false;                               // to targets, with which version and cipher a client came
  bool names_server = true;                             // in a response's header Server
  std::map<std::string, std::string> response_headers;  // set in every response, by name
  bool operator==(const BalancedListener&) const = default;
};

// Everything that the data plane has to do.
struct BalancerState {
  std::vector<BalancedListener> listeners;
  std::map<std::string, BalancedGroup> groups;
  bool operator==(const BalancerState&) const = default;
};

// Requests in flight, by group and server; a server without any may be missing.
using RequestCounts = std::map<std::string, std::map<std::string, int>>;

// A request that has had its answer.
struct Visit {
  std::string listener;  // "127.31.2.231:80"
  std::string group;     // that it was sent to, as in BalancerState; "" where a rule or the listener answered it
  std::string server;    // that answered; "" where the load balancer did
  int status = 0;        // 0: the client left before
  std::chrono::milliseconds took{};
  std::string client;  // its address
  std::string method, path;
  bool operator==(const Visit&) const = default;
};

class Balancer {
 public:
  virtual ~Balancer() = default;
  // Why a listener could not be bound here ("Permission denied"), or nothing when it can.
  virtual std::optional<std::string> cannot_bind(const std::string& address, std::uint16_t port) = 0;
  // Makes this so, soon. Requests in flight are not disturbed, those to servers that are left out included.
  virtual void apply(const BalancerState& state) = 0;
  // Counts after everything that was applied so far has taken effect.
  virtual void count_requests(std::function<void(const RequestCounts&)> done) = 0;
  // Ends the requests that are still in flight to a server.
  virtual void abort_requests(const std::string& group, const std::string& server) = 0;
  // From soon on tells of each request; with nothing to tell it to, of none, which is how it begins.
  virtual void watch(std::function<void(const Visit&)> tell) = 0;
};

}  // namespace aws::region::elbv2
