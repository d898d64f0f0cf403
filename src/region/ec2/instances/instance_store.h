// Instances as they are known to their users, kept in the store with the profile that each is associated with.
// Region thread.
#pragma once

#include <algorithm>
#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "region/store/collection.h"

namespace aws::region::ec2 {

// The names that AWS gives to an instance's state; instance_lifecycle.h shows how they follow each other.
namespace instance_state {
inline constexpr std::string_view kPending = "pending";
inline constexpr std::string_view kRunning = "running";
inline constexpr std::string_view kShuttingDown = "shutting-down";
inline constexpr std::string_view kTerminated = "terminated";
inline constexpr std::string_view kStopping = "stopping";
inline constexpr std::string_view kStopped = "stopped";
int code(std::string_view name);
bool may_follow(std::string_view before, std::string_view after);
}  // namespace instance_state

struct ProfileAssociation {
  std::string id;     // iip-assoc-...
  std::string state;  // "associating", "associated"
  std::string profile_arn;
  std::string profile_id;
  std::int64_t changed_at = 0;  // milliseconds, as all times here
};
BOOST_DESCRIBE_STRUCT(ProfileAssociation, (), (id, state, profile_arn, profile_id, changed_at))

struct Instance {
  std::string id;
  std::string state;
  bool booted = false;  // up: scripts can be run; false from the moment a reboot is asked for
  std::string reservation_id;
  std::string address;
  std::string public_address;  // by which it is reached from outside of its VPC, while it runs
  std::string zone;
  std::string subnet_id;
  std::string vpc_id;
  std::string interface_id;
  std::string attachment_id;
  std::string mac;
  std::string template_id;
  std::string template_name;
  std::int64_t template_version = 1;
  std::string image_id;
  std::string instance_type;
  std::optional<std::string> user_data;  // base64
  std::vector<std::string> security_group_ids;
  std::string metadata_tokens;
  std::string metadata_endpoint;
  std::map<std::string, std::string> tags;
  std::optional<ProfileAssociation> association;
  std::int64_t launched_at = 0;  // or started again
  std::int64_t attached_at = 0;  // volume and interface, which a stop does not detach; 0 of an earlier version's
  std::int64_t booted_at = 0;    // the last time; 0: never yet, so that user data are still to run
  std::string state_reason_code;
  std::string state_reason;
  std::string transition_reason;
  std::string launch_data;  // RequestLaunchTemplateData as JSON: all that it was launched with, but for user data
  std::string launch_call;  // the RunInstances that made it, with its client token
  std::string client_token;
  int launch_index = 0;   // within its reservation
  std::string volume_id;  // of its root
  bool deletes_volume = true;
  bool termination_disabled = false;
  bool stop_disabled = false;
  bool ebs_optimized = false;
  bool ena_supported = true;
  bool checks_source = true;
  bool has_public_address = true;
  std::string shutdown_behavior = "stop";
  int metadata_hop_limit = 1;
  std::string metadata_ipv6 = "disabled";
  std::string metadata_tags = "disabled";

  bool is(std::string_view name) const { return state == name; }
  // A security group that it has; one that is terminated has none any more.
  bool belongs_to(std::string_view group_id) const {
    return !is(instance_state::kTerminated) &&
           std::ranges::find(security_group_ids, group_id) != security_group_ids.end();
  }
};
BOOST_DESCRIBE_STRUCT(Instance, (),
                      (id, state, booted, reservation_id, address, public_address, zone, subnet_id, vpc_id,
                       interface_id, attachment_id, mac, template_id, template_name, template_version, image_id,
                       instance_type, user_data, security_group_ids, metadata_tokens, metadata_endpoint, tags,
                       association, launched_at, attached_at, booted_at, state_reason_code, state_reason,
                       transition_reason, launch_data, launch_call, client_token, launch_index, volume_id,
                       deletes_volume, termination_disabled, stop_disabled, ebs_optimized, ena_supported, checks_source,
                       has_public_address, shutdown_behavior, metadata_hop_limit, metadata_ipv6, metadata_tags))

class InstanceStore {
 public:
  explicit InstanceStore(Store& store);

  const std::map<std::string, Instance, std::less<>>& all() const { return instances_.all(); }
  const Instance* find(std::string_view id) const { return instances_.find(id); }
  const Instance* find_by_association(std::string_view association_id) const;
  // All of them, in the order asked for. Throws InvalidInstanceID.Malformed or .NotFound for any that is not there.
  std::vector<const Instance*> get(const std::vector<std::string>& ids) const;

  void insert(Instance instance);
  const Instance& update(std::string_view id, const std::function<void(Instance&)>& change);
  void erase(std::string_view id) { instances_.erase(id); }

 private:
  Collection<Instance> instances_;
};

}  // namespace aws::region::ec2
