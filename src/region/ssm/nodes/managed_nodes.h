// Which instances Systems Manager manages. Each booted instance has an agent, played here: it says that it is there
// when it starts, and then at intervals, with the credentials of the instance's role. It is heard only when these allow
// ssm:UpdateInstanceInformation, which is why a new instance profile and a reboot make an instance appear.
//
//   booted --allowed--> listed, Online --heartbeats missed--> listed, ConnectionLost
//      |                    |  ^                                   |
//   refused: not listed     |  +------------- heard again ---------+
//   and tried again         +--instance stopped or terminated--> not listed
//
// What is known of a node outlives the region's process; the agents start anew with it. Region thread.
#pragma once

#include <boost/describe/class.hpp>
#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/announcer.h"
#include "base/clock.h"
#include "region/ssm/ports.h"
#include "region/store/collection.h"

namespace aws::region::ssm {

struct Registration {
  std::string instance_id;
  std::string private_ip;
  std::string computer_name;
  bool connection_lost = false;
  std::int64_t registered_ms = 0;
  std::int64_t last_ping_ms = 0;
};
BOOST_DESCRIBE_STRUCT(Registration, (),
                      (instance_id, private_ip, computer_name, connection_lost, registered_ms, last_ping_ms))

// A node has become reachable or is not managed any more.
struct NodeChanged {
  std::string id;
  auto operator<=>(const NodeChanged&) const = default;
};

class ManagedNodes {
 public:
  // `timers` at AWS's durations.
  ManagedNodes(Store& store, Instances& instances, const Clock& clock, Timers& timers);
  ManagedNodes(const ManagedNodes&) = delete;
  ManagedNodes& operator=(const ManagedNodes&) = delete;

  // Once, when a region has started and its instances are known.
  void start();
  // Whatever the change was; an instance that is not running any more is forgotten.
  void instance_changed(const std::string& id);

  const std::map<std::string, Registration, std::less<>>& all() const { return registrations_.all(); }
  bool managed(std::string_view id) const { return registrations_.contains(id); }
  // Its agent is up and heard, so that a command can be delivered.
  bool reachable(const std::string& id) const;

  Announcer<NodeChanged>& changes() { return changes_; }

 private:
  struct Agent {
    bool heard = false;
    int missed = 0;  // heartbeats in a row
    Timer next;
  };

  void ping(const std::string& id);
  void note_heard(const Node& node);
  void note_missed(const std::string& id, Agent& agent);
  Duration interval(const std::string& id) const;
  void forget(const std::string& id);

  Instances& instances_;
  const Clock& clock_;
  Timers& timers_;
  Collection<Registration> registrations_;
  std::map<std::string, Agent> agents_;
  Announcer<NodeChanged> changes_;
};

}  // namespace aws::region::ssm
