// Moves instances: the API writes what is wanted into the store, one step per instance and turn of the event loop makes
// it so on the host, and the host's reports come back as new states.
//
//   launch() --> pending --up--> running --terminate()--> shutting-down --down--> terminated --1 h--> forgotten
//                ^  |             | | ^                         ^                      ^
//                |  |    reboot() v | | up                      | terminate()          |
//                |  |       running, not booted                 |                      |
//                |  +-------------+-|-- down without being asked: the host lost it ----+
//        resume()|                  v stop()                    |
//             stopped <--down-- stopping -----------------------+
//                +----------------------------------------------+
//
// What is switched off from within is stopped or terminated, as its InstanceInitiatedShutdownBehavior says, and what is
// rebooted from within boots again.
// A stopped instance has no processes, but all else that it had: its address, its folder, its profile. User data run
// only when it comes up for the first time. An instance does not outlive its region's process: those that the store
// remembers, stopped ones too, are terminated when the next one starts. What the host reports is taken note of in a
// turn of its own. Region thread.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/announcer.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/turns.h"
#include "region/ec2/firewall/firewall_reconciler.h"
#include "region/ec2/instances/instance_store.h"
#include "region/ec2/instances/launch_specification.h"
#include "region/ec2/network/network.h"
#include "region/ec2/ports.h"

namespace aws::region::ec2 {

struct LaunchOrder {
  TemplateReference launch_template;
  std::string zone;       // either the zone, whose default subnet is taken,
  std::string subnet_id;  // or the subnet; both may be empty when the template names one
  std::map<std::string, std::string> tags;
};

// One of those that a call launches together.
struct PartOfLaunch {
  std::string reservation_id;
  int index = 0;
  std::string client_token;
  std::string call;    // what another one with the same client token has to say
  std::string caller;  // its ARN; "" when nobody's call launches it, and it finds room anyway
};

// An instance has become pending or running, is to be rebooted or up again, has another profile or attribute, is being
// stopped or is stopped, shuts down or is terminated or forgotten.
struct InstanceChanged {
  std::string id;
  std::string state;  // since then; "" when it is forgotten
  auto operator<=>(const InstanceChanged&) const = default;
};

class InstanceLifecycle {
 public:
  struct Parts {
    InstanceStore& instances;
    Network& network;
    const TemplateResolver& templates;
    InstanceHost& host;
    Capacity& capacity;
    const Clock& clock;
    Timers& timers;  // at AWS's durations
    Random& random;
    FirewallReconciler& firewall;
    std::function<HostDescription(const Instance&)> describe_host;  // without user data
  };
  explicit InstanceLifecycle(Parts parts);
  InstanceLifecycle(const InstanceLifecycle&) = delete;
  InstanceLifecycle& operator=(const InstanceLifecycle&) = delete;

  // Once, when everybody has subscribed: ends what an earlier process of the region has left.
  void start();

  // Throws what keeps the template from being fully formed.
  LaunchSpecification resolve_template(const TemplateReference& reference) const;
  // The new instance's id; takes part in the caller's transaction of the store. Throws as RunInstances does.
  std::string launch(const LaunchOrder& order);
  std::string launch(const LaunchSpecification& specification, const PartOfLaunch& part);
  // Throws InsufficientInstanceCapacity, for a caller's instance that is to be in that zone.
  void require_capacity(const std::string& instance_type, const std::string& zone, std::string_view caller) const;
  Error no_capacity(const std::string& instance_type, const std::string& zone) const;
  void terminate(const std::string& id);  // of no effect on one that is shutting down or terminated
  void reboot(const std::string& id);     // of effect only on one that is up
  void stop(const std::string& id);       // of effect only on one that runs
  void resume(const std::string& id);     // of effect only on one that is stopped
  // The new association; its id replaces the old one's. Throws InvalidAssociationID.NotFound.
  ProfileAssociation replace_profile(const std::string& association_id, const InstanceProfile& profile);
  // Throws IncorrectState when there is one already, IncorrectInstanceState for an instance at its end.
  ProfileAssociation associate_profile(const std::string& id, const InstanceProfile& profile);
  // The association that was. Throws InvalidAssociationID.NotFound.
  ProfileAssociation disassociate_profile(const std::string& association_id);
  // What takes no time to become so.
  const Instance& modify(const std::string& id, const std::function<void(Instance&)>& change);

  const Instance* find(std::string_view id) const { return parts_.instances.find(id); }
  const Instance* find_by_association(std::string_view association_id) const {
    return parts_.instances.find_by_association(association_id);
  }
  const std::map<std::string, Instance, std::less<>>& all() const { return parts_.instances.all(); }

  std::string console_output(const std::string& id) const { return parts_.host.console_output(id); }

  // False, and `done` is never called, when the instance is not up.
  [[nodiscard]] bool run_script(const Script& script, std::function<void(ScriptResult)> done);
  void end_script(const std::string& id, const std::string& name) { parts_.host.end_script(id, name); }

  Announcer<InstanceChanged>& changes() { return changes_; }

 private:
  enum class Actual { kDown, kBeingGuarded, kStarting, kUp, kStopping };
  struct Reality {
    Actual actual = Actual::kDown;
    std::unique_ptr<AddressReservation> address;
    Timer forget;
  };

  const Subnet& choose_subnet(const LaunchSpecification& specification) const;
  Instance new_instance(const LaunchSpecification& specification, const PartOfLaunch& part, const Subnet& subnet);

  void stay_stopped(const std::string& id);
  void changed(const std::string& id);
  void step(const std::string& id);
  void boot(const std::string& id);
  void host_up(const std::string& id);
  void host_down(const std::string& id, HostEnd end);
  void ended_from_within(const std::string& id, HostEnd end);
  void finish(const std::string& id, std::string_view why);
  void forget_in_an_hour(const std::string& id);

  Parts parts_;
  std::map<std::string, Reality> realities_;
  Announcer<InstanceChanged> changes_;
  Turns<std::string> turns_;  // by what is due, which names the instance
  int scripts_ = 0;
};

}  // namespace aws::region::ec2
