#include "region/ec2/host/process_instance_host.h"

#include <fmt/core.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <fstream>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/supervised_process.h"
#include "region/ec2/host/instance_processes.h"
#include "region/ec2/network/loopback_addresses.h"

namespace aws::region::ec2 {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOutputKept = 64U << 10U;  // more than Run Command shows
constexpr std::string_view kUserData = "user-data";

void write_script(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw Error("CannotWrite", fmt::format("cannot write {}", path.string()), 500, Fault::kReceiver);
  fs::permissions(path, fs::perms::owner_all | fs::perms::group_read | fs::perms::others_read);
}

std::string read_start(const fs::path& path) {
  std::string text(kOutputKept, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

// As much as EC2 keeps of a console.
std::string read_end(const fs::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::streamoff>(file.tellg());
  if (!file || size <= 0) return "";
  std::string text(std::min<std::size_t>(static_cast<std::size_t>(size), kOutputKept), '\0');
  file.seekg(size - static_cast<std::streamoff>(text.size()));
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

// "/var/x" and "var/../../x" both stay below the instance's root folder.
fs::path below_root(const std::string& folder) {
  return "root" / (fs::path("/") / folder).lexically_normal().relative_path();
}

}  // namespace

struct ProcessInstanceHost::RunningScript {
  std::string name;
  fs::path folder;
  std::function<void(ScriptResult)> done;
  bool timed_out = false;
  Timer timeout;
};

struct ProcessInstanceHost::Machine {
  Boot boot;
  std::function<void()> up;
  std::function<void()> down;
  std::unique_ptr<SupervisedProcess> supervisor;
  std::map<std::string, RunningScript> scripts;
  Timer failed;  // when it could not be started
};

ProcessInstanceHost::ProcessInstanceHost(boost::asio::io_context& context, Timers& timers,
                                         ProcessInstanceHostOptions options)
    : context_(context), timers_(timers), options_(std::move(options)) {
  fs::create_directories(options_.folder);
  options_.folder = fs::canonical(options_.folder);
}

ProcessInstanceHost::~ProcessInstanceHost() {
  for (const auto& [id, machine] : machines_) {
    if (machine->supervisor) machine->supervisor->hang_up();
  }
}

void ProcessInstanceHost::start(const Boot& boot, std::function<void()> up, std::function<void()> down) {
  const std::string& id = boot.instance_id;
  auto& machine = machines_[id];
  machine = std::make_unique<Machine>(Machine{.boot = boot, .up = std::move(up), .down = std::move(down)});
  try {
    prepare_folder(boot);
    const SupervisedProcess::Command command{.supervisor = options_.supervisor,
                                             .environment = environment(boot),
                                             .folder = folder_of(id),
                                             .output = folder_of(id) / "console.log"};
    machine->supervisor = std::make_unique<SupervisedProcess>(
        context_, command,
        SupervisedProcess::Events{[this, id](std::string_view text) { line(id, text); },
                                  [this, id](int status) { ended(id, status); }});
  } catch (const std::exception& error) {
    spdlog::error("ec2: instance {}: {}", id, error.what());
    machine->failed = timers_.after(Duration::zero(), [this, id] { ended(id, 0); });
  }
}

void ProcessInstanceHost::prepare_folder(const Boot& boot) const {
  const fs::path folder = folder_of(boot.instance_id);
  fs::create_directories(folder / "root" / "tmp");
  fs::remove_all(folder / "scripts");
  if (boot.user_data) write_script(folder / kUserData, *boot.user_data);
}

std::vector<std::string> ProcessInstanceHost::environment(const Boot& boot) const {
  return {fmt::format("PATH={}:/usr/sbin:/usr/bin:/sbin:/bin", options_.image.string()),
          fmt::format("HOME={}", folder_of(boot.instance_id).string()),
          fmt::format("AWS_EC2_METADATA_SERVICE_ENDPOINT=http://{}:{}/", boot.address, kMetadataPort),
          fmt::format("AWS_ENDPOINT_URL={}", options_.endpoint_url),
          fmt::format("AWS_REGION={}", options_.region),
          fmt::format("AWS_DEFAULT_REGION={}", options_.region)};
}

void ProcessInstanceHost::stop(const std::string& instance_id) {
  const auto found = machines_.find(instance_id);
  if (found != machines_.end() && found->second->supervisor) found->second->supervisor->stop();
}

void ProcessInstanceHost::run_script(const Script& script, std::function<void(ScriptResult)> done) {
  const std::string& instance_id = script.instance_id;
  const auto machine = machines_.find(instance_id);
  const std::string id = std::to_string(next_script_++);
  const fs::path relative = fs::path("scripts") / id;
  const fs::path folder = folder_of(instance_id);
  const fs::path cwd = folder / below_root(script.working_directory);
  fs::create_directories(folder / relative);
  write_script(folder / relative / "script", script.text);
  std::error_code ignored;  // where that is no folder the script fails, and says why
  fs::create_directories(cwd, ignored);
  fs::create_directory_symlink(cwd, folder / relative / "cwd");  // its name may hold anything, a line may not

  Machine& there = *machine->second;
  RunningScript& running = there.scripts[id];
  running.name = script.name;
  running.folder = folder / relative;
  running.done = std::move(done);
  running.timeout = timers_.after(script.timeout, [&there, id] {
    there.scripts.at(id).timed_out = true;
    there.supervisor->send("kill\t" + id);
  });
  there.supervisor->send(fmt::format("run\t{0}\t{1}/script\t{1}/stdout\t{1}/stderr\t{1}/cwd", id, relative.string()));
}

void ProcessInstanceHost::end_script(const std::string& instance_id, const std::string& name) {
  const auto machine = machines_.find(instance_id);
  if (machine == machines_.end()) return;
  for (const auto& [id, script] : machine->second->scripts) {
    if (script.name == name) machine->second->supervisor->send("kill\t" + id);
  }
}

void ProcessInstanceHost::line(const std::string& instance_id, std::string_view line) {
  Machine& machine = *machines_.at(instance_id);
  if (line == "ready") return became_ready(machine);
  const auto first = line.find('\t');
  const auto second = line.find('\t', first + 1);
  if (line.substr(0, first) != "exit" || second == std::string_view::npos) return;
  int status = -1;
  std::from_chars(line.data() + second + 1, line.data() + line.size(), status);
  script_ended(machine, std::string(line.substr(first + 1, second - first - 1)), status);
}

void ProcessInstanceHost::became_ready(Machine& machine) {
  if (machine.boot.user_data) {
    // cloud-init knows other kinds too; of those only scripts are run here.
    if (machine.boot.user_data->starts_with("#!")) {
      machine.supervisor->send(fmt::format("run\t{0}\t{0}\tconsole.log\tconsole.log\troot", kUserData));
    } else {
      std::ofstream(folder_of(machine.boot.instance_id) / "console.log", std::ios::app)
          << "user data that do not begin with \"#!\" are not a script: ignored\n";
    }
  }
  machine.up();
}

void ProcessInstanceHost::script_ended(Machine& machine, const std::string& script_id, int status) {
  if (script_id == kUserData) {
    const auto& id = machine.boot.instance_id;
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

void ProcessInstanceHost::ended(const std::string& instance_id, int status) {
  const auto machine = std::move(machines_.at(instance_id));
  machines_.erase(instance_id);
  if (status != 0) {  // the supervisor was killed, and could not see to it that nothing is left
    spdlog::warn("ec2: the supervisor of instance {} ended with status {}", instance_id, status);
    end_processes_below(folder_of(instance_id));
  }
  for (const auto& [id, script] : machine->scripts) {
    script.done(
        {ScriptResult::Outcome::kLost, -1, read_start(script.folder / "stdout"), read_start(script.folder / "stderr")});
  }
  machine->down();
}

std::string ProcessInstanceHost::console_output(const std::string& instance_id) {
  return read_end(folder_of(instance_id) / "console.log");
}

void ProcessInstanceHost::discard(const std::string& instance_id) {
  std::error_code ignored;
  fs::remove_all(folder_of(instance_id), ignored);
}

void ProcessInstanceHost::clear(const std::set<std::string>& kept) {
  end_processes_below(options_.folder);
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(options_.folder, ignored)) {
    if (!kept.contains(entry.path().filename())) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace aws::region::ec2
