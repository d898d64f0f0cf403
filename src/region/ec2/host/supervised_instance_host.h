// Runs each instance as a process tree under an instance-supervisor of its own (base/supervised_process.h). Below the
// host's folder each instance has one of its own name:
//   console.log    what user data print
//   user-data      the script that the first boot runs
//   scripts/N/     of a script that runs now: script, stdout, stderr
// None of these is opened by the instance, which is handed descriptors; what else is there is the isolation's. Owned by
// the region; the thread of the io_context.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "region/ec2/bounds/control_groups.h"
#include "region/ec2/host/isolation.h"
#include "region/ec2/ports.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

class SupervisedInstanceHost final : public InstanceHost {
 public:
  // `timers` run at AWS's durations: a script's time-out is one of them. The folder is made when it is missing.
  SupervisedInstanceHost(boost::asio::io_context& context, Timers& timers, Isolation& isolation,
                         const std::filesystem::path& folder, ControlGroups groups = {});
  ~SupervisedInstanceHost() override;  // ends all instances and waits for their end

  void start(const HostDescription& host, std::function<void()> up, std::function<void(HostEnd)> down) override;
  void stop(const std::string& instance_id) override;
  void run_script(const Script& script, std::function<void(ScriptResult)> done) override;
  void end_script(const std::string& instance_id, const std::string& name) override;
  std::string console_output(const std::string& instance_id) override;
  void erase_disk(const std::string& instance_id) override;
  void discard(const std::string& instance_id) override;
  void clear(const std::set<std::string>& kept) override;

  std::filesystem::path folder_of(const std::string& instance_id) const { return folder_ / instance_id; }

 private:
  struct Machine;
  struct RunningScript;

  SupervisedProcess::Command command_for(const HostDescription& host);
  void line(const std::string& instance_id, std::string_view line);
  void became_ready(Machine& machine);
  void script_ended(Machine& machine, const std::string& script_id, int status);
  void ended(const std::string& instance_id, int status);
  void remove(const std::filesystem::path& folder);
  void remove_groups(const std::string& instance_id, int attempts);

  boost::asio::io_context& context_;
  Timers& timers_;
  Isolation& isolation_;
  std::filesystem::path folder_;
  ControlGroups groups_;
  std::map<std::string, std::unique_ptr<Machine>> machines_;
  std::map<std::string, Timer> removals_;  // of groups that are not empty yet, by instance
  std::uint64_t next_script_ = 1;
};

}  // namespace aws::region::ec2
