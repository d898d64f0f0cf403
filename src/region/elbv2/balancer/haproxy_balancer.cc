#include "region/elbv2/balancer/haproxy_balancer.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "base/listener_protocol.h"
#include "base/supervised_process.h"

namespace aws::region::elbv2 {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto kReadyInterval = milliseconds(10);  // how often a starting HAProxy is asked whether it is there
constexpr int kReloadPatience = 500;               // so many times
constexpr auto kRetryInterval = seconds(5);        // for a reload that failed
constexpr auto kBindInterval = milliseconds(500);  // for a listener that could not be bound
constexpr auto kRemovalInterval = seconds(1);      // for a server that still had requests in flight
constexpr Duration kFirstRestartDelay = milliseconds(50);
constexpr Duration kLongestRestartDelay = seconds(5);
constexpr auto kOutputFile = "haproxy.log";
// Buffers that are free are kept: they are large here, and HAProxy would give most of them back to the C library each
// time, which makes a request a tenth dearer. Nor are they marked for somebody who looks for errors in HAProxy.
constexpr auto kMemory = "-dMglobal,no-tag";

// The answer to "show proc": lines under headings, "# workers" and "# old workers" among them; a number comes first.
std::vector<std::string> processes_under(const std::string& answer, const std::vector<std::string_view>& headings) {
  std::vector<std::string> processes;
  std::istringstream lines(answer);
  bool wanted = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) {
      wanted = std::ranges::find(headings, line) != headings.end();
    } else if (wanted && !line.empty()) {
      processes.push_back(line.substr(0, line.find(' ')));
    }
  }
  return processes;
}

bool has_worker(const std::string& answer) { return !processes_under(answer, {"# workers"}).empty(); }

struct Reloads {
  int tried = 0;
  int failed = 0;  // since the last that succeeded
};

// 4711            master          3 [failed: 1]   0d00h00m42s     2.6.12
Reloads reloads_in(const std::string& answer) {
  Reloads reloads;
  std::istringstream lines(answer);
  for (std::string line; std::getline(lines, line);) {
    std::string process, type, bracket;
    std::istringstream fields(line);
    if (fields >> process >> type && type == "master") fields >> reloads.tried >> bracket >> reloads.failed;
  }
  return reloads;
}

}  // namespace

class HaproxyBalancer::Channel {
 public:
  Channel() {
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends_) != 0) {
      throw Error("CannotStart", std::strerror(errno), 500, Fault::kReceiver);
    }
  }
  ~Channel() {
    close(ends_[0]);
    close_theirs();
  }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  int ours() const { return ends_[0]; }
  int theirs() const { return ends_[1]; }
  void close_theirs() {
    if (ends_[1] >= 0) close(std::exchange(ends_[1], -1));
  }

 private:
  int ends_[2] = {-1, -1};
};

HaproxyBalancer::HaproxyBalancer(boost::asio::io_context& context, Timers& timers, HaproxyOptions options)
    : context_(context), timers_(timers), options_(std::move(options)), restart_delay_(kFirstRestartDelay) {
  if (access(options_.program.c_str(), X_OK) != 0) {
    throw Error("HaproxyMissing",
                fmt::format("HAProxy is not installed ({} cannot be run). Install it: sudo apt-get install haproxy",
                            options_.program.string()),
                500, Fault::kReceiver);
  }
  std::filesystem::create_directories(options_.folder);
  std::filesystem::permissions(options_.folder, std::filesystem::perms::owner_all);
  timeouts_.speed = options_.speed;
  timeouts_.shortest_idle = options_.shortest_idle;
  socket_ = std::make_unique<HaproxySocket>(context_, timers_, options_.folder);
  log_ = std::make_unique<HaproxyLog>(context_, options_.folder, [this](const Visit& visit) {
    if (tell_) tell_(visit);
  });
}

HaproxyBalancer::~HaproxyBalancer() = default;

int HaproxyBalancer::pid() const { return process_ ? process_->pid() : 0; }

bool HaproxyBalancer::settled() const {
  if (busy_ || out_of_step_ || !not_bound_.empty()) return false;
  if (desired_.listeners.empty()) return process_ == nullptr;
  if (logging_ != static_cast<bool>(tell_)) return false;
  return running_ && !state_.needs_reload(desired_) && !state_.next_change(desired_);
}

std::optional<std::string> HaproxyBalancer::cannot_bind(const std::string& address, std::uint16_t port) {
  return sockets_.cannot_open(address, port);
}

void HaproxyBalancer::apply(const BalancerState& state) {
  desired_ = state;
  step();
}

void HaproxyBalancer::count_requests(Counted done) {
  counting_.push_back(std::move(done));
  step();
}

void HaproxyBalancer::abort_requests(const std::string& group, const std::string& server) {
  aborting_.emplace_back(group, server);
  step();
}

void HaproxyBalancer::watch(std::function<void(const Visit&)> tell) {
  tell_ = std::move(tell);
  step();
}

// Does the next thing that has to be done; whatever is begun here calls this again when it is finished.
void HaproxyBalancer::step() {
  if (busy_) return;
  if (process_ == nullptr && desired_.listeners.empty()) {
    aborting_.clear();
    for (const auto& done : std::exchange(counting_, {})) done({});
    return;
  }
  busy_ = true;
  if (process_ == nullptr) return start();
  if (desired_.listeners.empty()) return process_->stop();
  const auto wanted = servable();
  if (out_of_step_ || state_.needs_reload(wanted)) return reload();
  if (const auto next = state_.next_change(wanted)) return change(*next);
  if (!aborting_.empty()) return abort_all();
  if (!counting_.empty()) return count();
  if (logging_ != static_cast<bool>(tell_)) return set_logging();
  busy_ = false;
}

void HaproxyBalancer::step_after(Duration delay) {
  busy_ = true;
  next_step_ = timers_.after(delay, [this] {
    busy_ = false;
    step();
  });
}

// What is wanted without the listeners that cannot be bound at present: HAProxy would do nothing at all because of one.
BalancerState HaproxyBalancer::servable() {
  BalancerState state = desired_;
  std::set<std::string> left_out;
  std::erase_if(state.listeners, [&](const BalancedListener& listener) {
    const auto reason = sockets_.open(listener.address, listener.port);
    if (!reason) return false;
    left_out.insert(name_of(listener));
    if (!not_bound_.contains(name_of(listener))) {
      spdlog::error("listener {} cannot be bound: {}", name_of(listener), *reason);
    }
    return true;
  });
  not_bound_ = std::move(left_out);
  if (!not_bound_.empty()) bind_retry_ = timers_.after(kBindInterval, [this] { step(); });
  return state;
}

// Private keys do not outlive their listeners here.
void HaproxyBalancer::write_files(const BalancerState& state) {
  const auto files = haproxy_files(state, timeouts_, {sockets_.numbers(), options_.router != 0});
  for (const auto& entry : std::filesystem::directory_iterator(options_.folder)) {
    const auto& path = entry.path();
    if (path.extension() == kCertificateFile && !files.contains(path.filename())) std::filesystem::remove(path);
  }
  for (const auto& [name, text] : files) {
    std::ofstream(options_.folder / name, std::ios::trunc | std::ios::binary) << text;
  }
  written_ = state;
}

void HaproxyBalancer::start() {
  write_files(servable());
  std::error_code ignored;
  std::filesystem::remove(options_.folder / kHaproxySocketFile, ignored);
  std::vector<std::string> arguments{
      "--exec", options_.launcher.string(), kMemory, "-W", "-S", fmt::format("unix@{},mode,600", kHaproxySocketFile),
      "-f",     kHaproxyConfigFile};
  if (options_.router != 0) arguments.insert(arguments.begin(), {"--router", std::to_string(options_.router)});
  try {
    channel_ = std::make_unique<Channel>();
    sockets_.hand_over(channel_->ours(), written_);
    const SupervisedProcess::Command command{
        .supervisor = options_.supervisor,
        .arguments = std::move(arguments),
        .environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                        fmt::format("{}={}", listeners::kProgramVariable, options_.program.string())},
        .folder = options_.folder,
        .output = options_.folder / kOutputFile,
        .descriptors = {channel_->theirs()}};
    process_ = std::make_unique<SupervisedProcess>(
        context_, command, SupervisedProcess::Events{.exit = [this](int status) { ended(status); }});
  } catch (const Error& error) {
    spdlog::error("HAProxy: {}", error.what());
    return step_after(kRetryInterval);
  }
  channel_->close_theirs();
  wait_until_ready();
}

void HaproxyBalancer::wait_until_ready() {
  socket_->send("show proc", [this](const std::optional<std::string>& reply) {
    if (process_ == nullptr) return;
    if (reply && has_worker(*reply)) return ready(*reply);
    next_step_ = timers_.after(kReadyInterval, [this] { wait_until_ready(); });
  });
}

void HaproxyBalancer::ready(const std::string& processes) {
  reloads_ = reloads_in(processes).tried;
  sockets_.close_all_but(written_);
  state_ = HaproxyState(written_);
  logging_ = false;
  running_ = true;
  out_of_step_ = false;
  restart_delay_ = kFirstRestartDelay;
  busy_ = false;
  step();
}

void HaproxyBalancer::ended(int status) {
  const bool wanted = !desired_.listeners.empty();
  if (wanted) {
    spdlog::warn("HAProxy ended with status {}, starting it again; {} has what it said", status,
                 (options_.folder / kOutputFile).string());
  }
  process_.reset();
  sockets_.close_all_but(desired_);
  // Whatever was asked of it will not be answered.
  socket_ = std::make_unique<HaproxySocket>(context_, timers_, options_.folder);
  running_ = false;
  state_ = HaproxyState();
  out_of_step_ = false;
  if (!wanted) return step_after(Duration::zero());
  step_after(restart_delay_);
  restart_delay_ = std::min(restart_delay_ * 2, kLongestRestartDelay);
}

void HaproxyBalancer::reload() {
  write_files(servable());
  sockets_.hand_over(channel_->ours(), written_);
  socket_->send("reload", [this](const auto&) { wait_until_reloaded(kReloadPatience); });
}

// The master replaces itself: a question in the middle of that may go unanswered.
void HaproxyBalancer::wait_until_reloaded(int patience) {
  socket_->send("show proc", [this, patience](const std::optional<std::string>& reply) {
    const auto reloads = reloads_in(reply.value_or(""));
    if (reloads.tried > reloads_ && reloads.failed == 0 && has_worker(*reply)) return ready(*reply);
    if (reloads.tried > reloads_ || patience == 0) {
      reloads_ = std::max(reloads_, reloads.tried);
      return reload_failed();
    }
    next_step_ = timers_.after(kReadyInterval, [this, patience] { wait_until_reloaded(patience - 1); });
  });
}

// The process that could not use its configuration leaves the one before it in charge.
void HaproxyBalancer::reload_failed() {
  spdlog::error("HAProxy did not take its new configuration; {} has what it said",
                (options_.folder / kOutputFile).string());
  out_of_step_ = true;
  step_after(kRetryInterval);
}

void HaproxyBalancer::change(const HaproxyChange& change) {
  socket_->send(command(change), [this, change](const auto& reply) { changed(change, reply); });
}

void HaproxyBalancer::changed(const HaproxyChange& change, const std::optional<std::string>& reply) {
  if (reply && succeeded(change, *reply)) {
    state_.made(change);
  } else if (reply && change.kind == HaproxyChange::Kind::kRemoveServer) {
    if (!state_.removals_wait()) {
      removal_retry_ = timers_.after(kRemovalInterval, [this] {
        state_.retry_removals();
        step();
      });
    }
    state_.removal_refused(change);
  } else {
    spdlog::warn("HAProxy answered '{}' to '{}': loading its configuration anew", reply.value_or("nothing"),
                 command(change));
    out_of_step_ = true;
  }
  busy_ = false;
  step();
}

void HaproxyBalancer::abort_all() {
  std::string commands;
  for (const auto& [group, server] : std::exchange(aborting_, {})) {
    commands += fmt::format("{}@!PROCESS shutdown sessions server {}/{}", commands.empty() ? "" : "; ", group, server);
  }
  on_every_process(commands, [this](const std::string&) {
    busy_ = false;
    step();
  });
}

void HaproxyBalancer::count() {
  on_every_process("@!PROCESS show stat -1 4 -1", [this, waiting = std::exchange(counting_, {})](const auto& replies) {
    RequestCounts counts;
    add_requests(replies, counts);
    busy_ = false;
    for (const auto& done : waiting) done(counts);
    step();
  });
}

// No configuration need be loaded for it, which would be felt by clients.
void HaproxyBalancer::set_logging() {
  logging_ = static_cast<bool>(tell_);
  const auto command = fmt::format("experimental-mode on; @1 set var proc.watched bool({})", logging_);
  socket_->send(command, [this](const std::optional<std::string>&) {
    busy_ = false;
    step();
  });
}

// Those included that only finish their requests after a reload. PROCESS in the command becomes the process's number.
void HaproxyBalancer::on_every_process(const std::string& command,
                                       std::function<void(const std::string& replies)> done) {
  socket_->send("show proc", [this, command, done = std::move(done)](const std::optional<std::string>& answer) {
    const auto processes = processes_under(answer.value_or(""), {"# workers", "# old workers"});
    const auto replies = std::make_shared<std::string>();
    const auto finish = std::make_shared<std::function<void(const std::string&)>>(done);
    const auto left = std::make_shared<std::size_t>(processes.size());
    if (processes.empty()) return done("");
    for (const auto& process : processes) {
      std::string addressed = command;
      constexpr std::string_view kPlace = "PROCESS";
      for (auto at = addressed.find(kPlace); at != std::string::npos; at = addressed.find(kPlace)) {
        addressed.replace(at, kPlace.size(), process);
      }
      socket_->send(addressed, [replies, finish, left](const std::optional<std::string>& reply) {
        *replies += reply.value_or("") + '\n';
        if (--*left == 0) (*finish)(*replies);
      });
    }
  });
}

}  // namespace aws::region::elbv2
