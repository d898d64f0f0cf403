#include "region/ec2/host/supervised_instance_host.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <fstream>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/supervised_process.h"
#include "region/ec2/host/script_files.h"
#include "wire/http/http.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kUntilRemoved{1};  // on AWS
constexpr int kAttemptsToRemove = 60;
constexpr std::string_view kUserData = "user-data";

}  // namespace

struct SupervisedInstanceHost::RunningScript {
  std::string name;
  fs::path folder;
  std::function<void(ScriptResult)> done;
  bool timed_out = false;
  Timer timeout;
};

struct SupervisedInstanceHost::Machine {
  HostDescription host;
  std::function<void()> up;
  std::function<void(HostEnd)> down;
  HostEnd end = HostEnd::kEnded;
  std::unique_ptr<SupervisedProcess> supervisor;
  std::map<std::string, RunningScript> scripts;
  Timer failed;  // when it could not be started
};

SupervisedInstanceHost::SupervisedInstanceHost(boost::asio::io_context& context, Timers& timers, Isolation& isolation,
                                               const fs::path& folder, ControlGroups groups)
    : context_(context), timers_(timers), isolation_(isolation), groups_(std::move(groups)) {
  fs::create_directories(folder);
  folder_ = fs::canonical(folder);
}

SupervisedInstanceHost::~SupervisedInstanceHost() {
  for (const auto& [id, machine] : machines_) {
    if (machine->supervisor) machine->supervisor->hang_up();
  }
}

void SupervisedInstanceHost::start(const HostDescription& host, std::function<void()> up,
                                   std::function<void(HostEnd)> down) {
  const std::string& id = host.instance_id;
  auto& machine = machines_[id];
  machine = std::make_unique<Machine>(Machine{.host = host, .up = std::move(up), .down = std::move(down)});
  const fs::path folder = folder_of(id);
  try {
    if (host.image_gone) throw Error("InvalidAMIID.NotFound", "its image " + host.image_id + " is gone");
    fs::create_directories(folder);
    fs::remove_all(folder / "scripts");
    if (host.user_data) write_script(folder / kUserData, *host.user_data);
    machine->supervisor = std::make_unique<SupervisedProcess>(
        context_, command_for(host),
        SupervisedProcess::Events{[this, id](std::string_view text) { line(id, text); },
                                  [this, id](int status) { ended(id, status); }});
  } catch (const std::exception& error) {
    spdlog::error("ec2: instance {}: {}", id, error.what());
    groups_.remove(id);
    machine->failed = timers_.after(Duration::zero(), [this, id] { ended(id, 0); });
  }
}

SupervisedProcess::Command SupervisedInstanceHost::command_for(const HostDescription& host) {
  auto command = isolation_.prepare(host, folder_of(host.instance_id));
  const std::string groups = groups_.make(host.instance_id, host.memory);
  if (!groups.empty()) command.arguments.insert(command.arguments.begin(), {"--groups", groups});
  return command;
}

void SupervisedInstanceHost::stop(const std::string& instance_id) {
  const auto found = machines_.find(instance_id);
  if (found != machines_.end() && found->second->supervisor) found->second->supervisor->stop();
}

void SupervisedInstanceHost::run_script(const Script& script, std::function<void(ScriptResult)> done) {
  Machine& machine = *machines_.at(script.instance_id);
  const std::string id = std::to_string(next_script_++);
  const fs::path folder = folder_of(script.instance_id);
  const fs::path files = folder / "scripts" / id;
  fs::create_directories(files);
  write_script(files / "script", script.text);
  const ScriptDescriptors descriptors(files / "script", files / "stdout", files / "stderr");

  RunningScript& running = machine.scripts[id];
  running.name = script.name;
  running.folder = files;
  running.done = std::move(done);
  running.timeout = timers_.after(script.timeout, [&machine, id] {
    machine.scripts.at(id).timed_out = true;
    machine.supervisor->send("kill\t" + id);
  });
  const std::string where = isolation_.inside(folder, script.working_directory);
  machine.supervisor->send(fmt::format("run\t{}\t{}", id, http::percent_encode(where)), descriptors.all());
}

void SupervisedInstanceHost::end_script(const std::string& instance_id, const std::string& name) {
  const auto machine = machines_.find(instance_id);
  if (machine == machines_.end()) return;
  for (const auto& [id, script] : machine->second->scripts) {
    if (script.name == name) machine->second->supervisor->send("kill\t" + id);
  }
}

void SupervisedInstanceHost::line(const std::string& instance_id, std::string_view line) {
  Machine& machine = *machines_.at(instance_id);
  if (line == "ready") return became_ready(machine);
  if (line == "off") machine.end = HostEnd::kPoweredOff;
  if (line == "again") machine.end = HostEnd::kRebooting;
  const auto first = line.find('\t');
  const auto second = line.find('\t', first + 1);
  if (line.substr(0, first) != "exit" || second == std::string_view::npos) return;
  int status = -1;
  std::from_chars(line.data() + second + 1, line.data() + line.size(), status);
  script_ended(machine, std::string(line.substr(first + 1, second - first - 1)), status);
}

void SupervisedInstanceHost::became_ready(Machine& machine) {
  const fs::path folder = folder_of(machine.host.instance_id);
  const fs::path console = folder / "console.log";
  if (machine.host.user_data) {
    // cloud-init knows other kinds too; of those only scripts are run here.
    if (machine.host.user_data->starts_with("#!")) {
      const ScriptDescriptors descriptors(folder / kUserData, console, console);
      const std::string where = isolation_.inside(folder, "/");
      machine.supervisor->send(fmt::format("run\t{}\t{}", kUserData, http::percent_encode(where)), descriptors.all());
    } else {
      std::ofstream(console, std::ios::app) << "user data that do not begin with \"#!\" are not a script: ignored\n";
    }
  }
  machine.up();
}

void SupervisedInstanceHost::script_ended(Machine& machine, const std::string& script_id, int status) {
  if (script_id == kUserData) {
    const auto& id = machine.host.instance_id;
    if (status == 0) {
      spdlog::info("ec2: user data of {} ended", id);
    } else {
      spdlog::warn("ec2: user data of {} ended with status {}: `resilient-service logs {}` shows what it printed", id,
                   status, id);
    }
    return;
  }
  const auto found = machine.scripts.find(script_id);
  if (found == machine.scripts.end()) return;
  const RunningScript script = std::move(found->second);
  machine.scripts.erase(found);
  const auto outcome = script.timed_out ? ScriptResult::Outcome::kTimedOut : ScriptResult::Outcome::kExited;
  ScriptResult result{outcome, script.timed_out ? -1 : status, read_start(script.folder / "stdout"),
                      read_start(script.folder / "stderr")};
  std::error_code ignored;
  fs::remove_all(script.folder, ignored);
  script.done(std::move(result));
}

void SupervisedInstanceHost::ended(const std::string& instance_id, int status) {
  const auto machine = std::move(machines_.at(instance_id));
  machines_.erase(instance_id);
  const bool killed = status != 0;  // and could not see to it that nothing is left
  if (killed) spdlog::warn("ec2: the supervisor of instance {} ended with status {}", instance_id, status);
  isolation_.ended(instance_id, folder_of(instance_id), killed);
  if (killed) remove_groups(instance_id, kAttemptsToRemove);
  for (const auto& [id, script] : machine->scripts) {
    script.done(
        {ScriptResult::Outcome::kLost, -1, read_start(script.folder / "stdout"), read_start(script.folder / "stderr")});
  }
  machine->down(machine->end);
}

// The kernel may still be ending what is in them.
void SupervisedInstanceHost::remove_groups(const std::string& instance_id, int attempts) {
  if (attempts == 0 || machines_.contains(instance_id) || groups_.remove(instance_id)) {
    removals_.erase(instance_id);
    return;
  }
  removals_[instance_id] = timers_.after(kUntilRemoved, [=, this] { remove_groups(instance_id, attempts - 1); });
}

std::string SupervisedInstanceHost::console_output(const std::string& instance_id) {
  return read_end(folder_of(instance_id) / "console.log");
}

void SupervisedInstanceHost::erase_disk(const std::string& instance_id) {
  isolation_.erase_disk(folder_of(instance_id));
}

void SupervisedInstanceHost::discard(const std::string& instance_id) { remove(folder_of(instance_id)); }

void SupervisedInstanceHost::remove(const fs::path& folder) {
  isolation_.erase_disk(folder);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

void SupervisedInstanceHost::clear(const std::set<std::string>& kept) {
  isolation_.clear(folder_);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    if (!kept.contains(entry.path().filename())) remove(entry.path());
  }
}

}  // namespace aws::region::ec2
