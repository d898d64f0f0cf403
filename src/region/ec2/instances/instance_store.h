// Instances as they are known to their users, kept in the store with the profile that each is associated with.
// Region thread.
#pragma once

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

// The names that AWS gives to an instance's state:  pending --> running --> shutting-down --> terminated
namespace instance_state {
inline constexpr std::string_view kPending = "pending";
inline constexpr std::string_view kRunning = "running";
inline constexpr std::string_view kShuttingDown = "shutting-down";
inline constexpr std::string_view kTerminated = "terminated";
int code(std::string_view name);
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
  std::int64_t launched_at = 0;
  std::int64_t booted_at = 0;  // the last time
  std::string state_reason_code;
  std::string state_reason;
  std::string transition_reason;

  bool is(std::string_view name) const { return state == name; }
};
BOOST_DESCRIBE_STRUCT(Instance, (),
                      (id, state, booted, reservation_id, address, zone, subnet_id, vpc_id, interface_id, attachment_id,
                       mac, template_id, template_name, template_version, image_id, instance_type, user_data,
                       security_group_ids, metadata_tokens, metadata_endpoint, tags, association, launched_at,
                       booted_at, state_reason_code, state_reason, transition_reason))

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
