// What EC2 needs of its neighbours and of the machine, in its own terms. Adapters over IAM, Systems Manager and the
// front door are written where the region is put together; the machine's side is network/loopback_addresses.h and
// host/, and tests bring their own. Region thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "region/ec2/network/cidr.h"
#include "wire/http/http.h"
#include "wire/http/reply.h"

namespace aws::region::ec2 {

struct InstanceProfile {
  std::string name;
  std::string arn;
  std::string id;        // AIPA...
  std::string role_arn;  // "" when there is no role in it
  bool operator==(const InstanceProfile&) const = default;
};

// What an instance learns about its role from its metadata.
struct RoleCredentials {
  std::string code = "Success";  // or "AssumeRoleUnauthorizedAccess", "InstanceProfileNotFound"
  std::string message;           // "" with Success
  std::string role;              // the role's name; "" when the profile has none
  std::string access_key_id;
  std::string secret_access_key;
  std::string token;
  Timestamp last_updated;
  Timestamp expiration;
};

class InstanceProfiles {
 public:
  virtual ~InstanceProfiles() = default;
  virtual std::optional<InstanceProfile> find_by_name(std::string_view name) = 0;
  virtual std::optional<InstanceProfile> find_by_arn(std::string_view arn) = 0;
  // The role's temporary credentials, session name = the instance's id; renewed well before they expire.
  virtual RoleCredentials credentials(const std::string& profile_arn, const std::string& instance_id) = 0;
};

struct Image {
  std::string id;  // ami-...
  std::string name;
  std::string description;
  std::string architecture;
  std::string created;         // ISO 8601
  std::string owner;           // an account's number
  std::string owner_alias;     // "" of one's own
  std::string volume_type;     // of its root
  std::string boot_mode;       // "" or "uefi-preferred"
  std::string imds_support;    // "" or "v2.0"
  std::filesystem::path root;  // its files; "" of those that are this machine's system
  std::string unavailable;     // why no instance can be launched from it; "" when one can
};

class Images {
 public:
  virtual ~Images() = default;
  virtual std::vector<Image> all() = 0;

  std::optional<Image> find(std::string_view id) {
    for (auto& image : all()) {
      if (image.id == id) return std::move(image);
    }
    return std::nullopt;
  }
};

// Whether a zone has room for one more instance that a call launches or starts.
class Capacity {
 public:
  virtual ~Capacity() = default;
  virtual bool found_in(std::string_view zone, std::string_view caller) = 0;  // by its ARN
};

// Held for as long as the address is somebody's.
class AddressReservation {
 public:
  virtual ~AddressReservation() = default;
  virtual const std::string& address() const = 0;
};

// Who has which address. They are shared by every region on the machine, so one is taken by really taking it.
class Addresses {
 public:
  virtual ~Addresses() = default;
  // The 65,536 addresses that all VPCs share.
  virtual Cidr block() const = 0;
  // nullptr when somebody else has it.
  virtual std::unique_ptr<AddressReservation> reserve(const std::string& address) = 0;
  // By which this machine, outside of the VPC, reaches it.
  virtual std::string public_address(const std::string& address) const = 0;
};

// What answers in an instance at its metadata service's address.
using MetadataHandler = std::function<http::Reply(const http::Request&)>;

// A host as an instance needs it.
struct HostDescription {
  std::string instance_id;
  std::string address;
  std::string name;  // ip-172-31-5-6.us-west-2.compute.internal
  std::string mac;
  std::string image_id;
  std::filesystem::path root;            // the image's, as there
  bool image_gone = false;               // so that it cannot be started
  std::uint64_t memory = 0;              // bytes, of its type; 0: not known
  std::optional<std::string> user_data;  // raw; to be run once the instance is up, none after a reboot
  MetadataHandler metadata;
};

struct Script {
  std::string instance_id;
  std::string name;  // by which it can be ended
  std::string text;
  std::string working_directory;  // "" or "/path", below the instance's root folder
  Duration timeout{};
};

struct ScriptResult {
  enum class Outcome { kExited, kTimedOut, kLost };  // lost: the instance was stopped meanwhile
  Outcome outcome = Outcome::kLost;
  int exit_status = -1;  // kExited only; 128 + n when a signal n ended it
  std::string output;
  std::string errors;
};

// Why none of an instance's processes is left.
enum class HostEnd {
  kEnded,       // it was stopped, or lost
  kPoweredOff,  // from within
  kRebooting,   // from within, to be started again
};

// Runs instances. Callbacks come from the event loop, never from within the call that caused them.
class InstanceHost {
 public:
  virtual ~InstanceHost() = default;
  // `up` is called when scripts can be run (user data may still be at work), `down` once none of the instance's
  // processes is left: after stop(), or because they ended by themselves, or without `up` when it could not be started.
  virtual void start(const HostDescription& host, std::function<void()> up, std::function<void(HostEnd)> down) = 0;
  virtual void stop(const std::string& instance_id) = 0;
  // For an instance that is up.
  virtual void run_script(const Script& script, std::function<void(ScriptResult)> done) = 0;
  // Kills its processes; `done` of run_script() follows. Of no effect when no such script runs.
  virtual void end_script(const std::string& instance_id, const std::string& name) = 0;
  // The end of what the instance's user data have printed; "" when they have not, or it is discarded.
  virtual std::string console_output(const std::string& instance_id) = 0;
  // Removes what an instance that has been stopped wrote; what it printed stays.
  virtual void erase_disk(const std::string& instance_id) = 0;
  // Removes all that is left of it.
  virtual void discard(const std::string& instance_id) = 0;
  // At the start of a region: ends whatever an earlier one left, and removes it but for what these instances, which are
  // stopped, left on disk.
  virtual void clear(const std::set<std::string>& kept) = 0;
};

}  // namespace aws::region::ec2
