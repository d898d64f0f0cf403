// Runs each instance as a process tree under an instance-supervisor of its own (base/supervised_process.h). Below the
// host's folder each instance has one of its own name:
//   console.log    what user data print
//   user-data      the script that the first boot runs
//   root/          its root folder: where its scripts run
//   scripts/N/     of a script that runs now: script, stdout, stderr, and cwd, a link to where it runs
// An instance's processes get a clean environment: the image's commands first on PATH, HOME, and where the region and
// the instance's metadata answer. Owned by the region; the thread of the io_context.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "region/ec2/ports.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::ec2 {

struct ProcessInstanceHostOptions {
  std::filesystem::path supervisor;  // the program instance-supervisor
  std::filesystem::path folder;      // DATA/instances; made when it is missing
  std::filesystem::path image;       // the image's commands, first on PATH
  std::string endpoint_url;          // where the region answers
  std::string region;
};

class ProcessInstanceHost final : public InstanceHost {
 public:
  // `timers` run at AWS's durations: a script's time-out is one of them.
  ProcessInstanceHost(boost::asio::io_context& context, Timers& timers, ProcessInstanceHostOptions options);
  ~ProcessInstanceHost() override;  // ends all instances and waits for their end

  void start(const Boot& boot, std::function<void()> up, std::function<void()> down) override;
  void stop(const std::string& instance_id) override;
  void run_script(const Script& script, std::function<void(ScriptResult)> done) override;
  void end_script(const std::string& instance_id, const std::string& name) override;
  std::string console_output(const std::string& instance_id) override;
  void discard(const std::string& instance_id) override;
  void clear(const std::set<std::string>& kept) override;

  std::filesystem::path folder_of(const std::string& instance_id) const { return options_.folder / instance_id; }

 private:
  struct Machine;
  struct RunningScript;

  void prepare_folder(const Boot& boot) const;
  std::vector<std::string> environment(const Boot& boot) const;
  void line(const std::string& instance_id, std::string_view line);
  void became_ready(Machine& machine);
  void script_ended(Machine& machine, const std::string& script_id, int status);
  void ended(const std::string& instance_id, int status);

  boost::asio::io_context& context_;
  Timers& timers_;
  ProcessInstanceHostOptions options_;
  std::map<std::string, std::unique_ptr<Machine>> machines_;
  std::uint64_t next_script_ = 1;
};

}  // namespace aws::region::ec2
