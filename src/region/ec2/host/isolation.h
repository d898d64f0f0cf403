// What the processes of an instance find around them, and what keeps them from what is none of theirs. This is all that
// hosts differ in: NoIsolation for where the system forbids more, NamespaceIsolation for real hosts.
#pragma once

#include <filesystem>
#include <string>

#include "base/supervised_process.h"
#include "region/ec2/ports.h"

namespace aws::region::ec2 {

class Isolation {
 public:
  virtual ~Isolation() = default;
  // Prepares what is in the instance's folder and says how its supervisor is started. Throws what keeps it from that.
  // Its metadata are served from now on.
  virtual SupervisedProcess::Command prepare(const HostDescription& host, const std::filesystem::path& folder) = 0;
  // What a script has to be told to run in this folder below the instance's "/".
  virtual std::string inside(const std::filesystem::path& folder, const std::string& path) const = 0;
  // The supervisor is gone; if it was killed, perhaps not all of its processes.
  virtual void ended(const std::string& instance_id, const std::filesystem::path& folder, bool killed) = 0;
  // What the instance wrote is removed from its folder.
  virtual void erase_disk(const std::filesystem::path& folder) = 0;
  // At the start of a region: ends what an earlier one left running below the folder of all instances.
  virtual void clear(const std::filesystem::path& instances) = 0;
};

}  // namespace aws::region::ec2
