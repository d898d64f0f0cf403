// Keeps the firewall doing what instances, load balancers and security groups say: works out the whole state after each
// change and hands it over when it is another one, the newest after the one that is under way. Owned by Ec2; region
// thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/turns.h"
#include "region/ec2/firewall/firewall.h"
#include "region/ec2/instances/instance_store.h"

namespace aws::region::ec2 {

class FirewallReconciler {
 public:
  FirewallReconciler(const InstanceStore& instances, const SecurityGroups& groups, Firewall& firewall, Timers& timers);
  FirewallReconciler(const FirewallReconciler&) = delete;
  FirewallReconciler& operator=(const FirewallReconciler&) = delete;

  // Who else has interfaces.
  void count_in(std::function<std::vector<FirewallInterface>()> interfaces) { others_ = std::move(interfaces); }

  // Where each instance may go from its VPC.
  void lead_out(std::function<std::vector<std::string>(const Instance&)> ways) { ways_out_ = std::move(ways); }

  // What a block in a VPC's rules stands for.
  void read_blocks(std::function<std::vector<std::string>(const std::string& vpc_id, const std::string& block)> read) {
    read_ = std::move(read);
  }

  // Acts in a turn of its own.
  void changed();
  // Calls back when all that is known now is in force; at once when it is.
  void settle(std::function<void()> done);

  bool enforces() const { return firewall_.enforces(); }
  // Until end_disruption(); a name that is known already is replaced.
  void disrupt(const std::string& name, Disruption disruption);
  void end_disruption(const std::string& name);

 private:
  std::vector<FirewallRule> rules_of(const SecurityGroup& group) const;
  FirewallState desired() const;
  void reconcile();
  void apply();
  void applied(const std::string& error);

  const InstanceStore& instances_;
  const SecurityGroups& groups_;
  Firewall& firewall_;
  Timers& timers_;
  Turns<std::string> turns_;
  std::function<std::vector<FirewallInterface>()> others_;
  std::function<std::vector<std::string>(const Instance&)> ways_out_;
  std::function<std::vector<std::string>(const std::string& vpc_id, const std::string& block)> read_;
  std::map<std::string, Disruption> disruptions_;
  FirewallState wanted_;
  FirewallState under_way_;
  bool busy_ = false;
  bool in_force_ = false;  // `wanted_` is
  std::vector<std::function<void()>> waiting_;
  Timer retry_;
};

}  // namespace aws::region::ec2
