#include "scenario/workflow/demo.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/console/transcript.h"
#include "scenario/texts.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr const char* kNoSuchTable = "this-is-not-a-table";

}  // namespace

Demo::Demo(Scenario& scenario, const Resources& resources, Report& report)
    : s_(scenario),
      resources_(resources),
      report_(report),
      visitors_(scenario, resources),
      faults_(scenario, resources, report, visitors_, [this](const std::string& what) { changed(what); }) {}

std::vector<Stage> Demo::stages() {
  auto all = aws_stages();
  if (s_.options.only_aws_stages) return all;
  for (Stage& stage : faults_.stages(group_size_)) all.push_back(std::move(stage));
  return all;
}

std::vector<Stage> Demo::aws_stages() {
  namespace must_show = expectations;
  const int all = group_size_;
  const auto healthy = [](int count) { return fmt::format("{} healthy", count); };
  return {
      {.name = "initial",
       .expected = "GET: 200 real, from every zone of the group; targets: " + healthy(all),
       .action = [this] { set_parameters(); },
       .shows = must_show::initial,
       .at_most = 15min},
      {.name = "broken dependency",
       .expected = "GET: 502; targets: " + healthy(all),
       .action = [this] { break_dependency(); },
       .shows = must_show::broken_dependency},
      {.name = "static response",
       .expected = "GET: 200 static; targets: " + healthy(all),
       .action = [this] { respond_statically(); },
       .shows = must_show::static_response},
      {.name = "bad credentials",
       .expected = "GET: 200, static from the poisoned instance, real from all others; targets: " + healthy(all),
       .action = [this] { poison_an_instance(); },
       .shows = must_show::bad_credentials},
      {.name = "deep health check",
       .expected = "GET: 200 real, none from the poisoned instance; targets: " + healthy(all - 1) +
                   ", the poisoned one unhealthy (Target.ResponseCodeMismatch [503])",
       .action = [this] { check_deeply(); },
       .shows = must_show::deep_health_check},
      {.name = "replace",
       .expected = "GET: 200 real throughout; old target draining, then gone; new one initial or unhealthy, then "
                   "healthy; in the end " +
                   healthy(all),
       .action = [this] { replace_the_poisoned(); },
       .shows = must_show::replacement,
       .seen = [](const Observation& seen) { return summary(seen) + "; " + summary_of_replacement(seen); },
       .at_most = 20min,
       .watch = Watch::kEveryChange},
      {.name = "fail open",
       .expected = fmt::format("GET: 200 static; targets: {} unhealthy (Target.ResponseCodeMismatch [503])", all),
       .action = [this] { fail_open(); },
       .shows = must_show::fail_open},
  };
}

bool Demo::run() {
  find_service();
  for (const Stage& stage : stages()) {
    if (!s_.options.automatic) {
      stage.action();
      let_the_person_look();
      stage.afterwards();
    } else if (!watch(stage)) {
      return false;
    }
  }
  return true;
}

void Demo::find_service() {
  const auto endpoint = s_.load_balancer.endpoint();
  const std::string deploy = s_.options.command_line + " deploy";
  if (!endpoint) throw Error("NotDeployed", fmt::format("there is no service to show; `{}` creates it", deploy));
  group_size_ = s_.auto_scaler.size();
  if (!s_.load_balancer.target_group_exists() || group_size_ == 0) {
    throw Error("NotDeployed", fmt::format("the service is there only in part; `{}` completes it", deploy));
  }
  visitors_.go_to(*endpoint);
  target_group_ = s_.load_balancer.target_group_arn();
}

void Demo::set_parameters() {
  s_.parameters.reset(s_.table.name());
  changed("parameters set to a table that exists, no failure response, shallow health checks");
  rule(s_.console);
}

void Demo::break_dependency() {
  s_.console.line(texts::broken_dependency(s_.parameters.names().table));
  set_parameter(s_.parameters.names().table, kNoSuchTable);
  s_.console.line(texts::kBrokenDependencyDone);
  rule(s_.console);
}

void Demo::respond_statically() {
  s_.console.line(texts::kStaticResponse);
  set_parameter(s_.parameters.names().failure_response, "static");
  s_.console.line(texts::kStaticResponseDone);
  rule(s_.console);
}

void Demo::poison_an_instance() {
  s_.console.line(texts::kReinstate);
  set_parameter(s_.parameters.names().table, s_.table.name());
  s_.console.line(texts::kBadCredentials);
  // Commands reach the instance only with the managed policy, and without one its server would stay down after a
  // reboot.
  s_.bad_credentials.create(resources_.ssm_only_policy, {kSystemsManagerPolicy});
  const auto instances = s_.auto_scaler.instances();
  if (instances.empty())
    throw Error("NoInstances", "the Auto Scaling group has no instance to give bad credentials to");
  poisoned_ = instances.front();
  s_.console.line(fmt::format(
      "\nReplacing the profile for instance {} with a profile that contains\nbad credentials...\n", poisoned_));
  s_.instances.replace_profile(poisoned_, s_.bad_credentials.name());
  changed(fmt::format("instance {} has profile {}", poisoned_, s_.bad_credentials.name()));
  s_.instances.reboot(poisoned_);
  changed(fmt::format("instance {} rebooted", poisoned_));
  s_.instances.restart_server(poisoned_);
  changed(fmt::format("server on instance {} restarted", poisoned_));
  s_.console.line(texts::kBadCredentialsDone);
  rule(s_.console);
}

void Demo::check_deeply() {
  s_.console.line(texts::kDeepHealthCheck);
  set_parameter(s_.parameters.names().health_check, "deep");
  s_.console.line(texts::deep_health_check_done(poisoned_));
  rule(s_.console);
}

void Demo::replace_the_poisoned() {
  s_.console.line(texts::kReplace);
  s_.auto_scaler.replace_instance(poisoned_);
  changed(fmt::format("instance {} terminated", poisoned_));
  s_.console.line(texts::kReplaceDone);
  rule(s_.console);
}

void Demo::fail_open() {
  s_.console.line(texts::kFailOpen);
  set_parameter(s_.parameters.names().table, kNoSuchTable);
  s_.console.line(texts::kFailOpenDone);
  rule(s_.console);
}

void Demo::set_parameter(const std::string& name, const std::string& value) {
  s_.parameters.put(name, value);
  changed(fmt::format("{} = {}", name, value));
}

void Demo::changed(const std::string& what) { changes_.push_back({.at = s_.elapsed(), .what = what}); }

void Demo::let_the_person_look() {
  for (;;) {
    const int choice =
        choose(s_.console, "See the current state of the service by selecting one of the following choices:",
               {"Send a GET request to the load balancer endpoint.", "Check the health of load balancer targets.",
                "Go to the next part of the demo."},
               "Which action would you like to take?");
    rule(s_.console);
    const std::string& endpoint = visitors_.endpoint();
    if (choice == 1) show_get(s_.console, endpoint, s_.http.get(endpoint));
    if (choice == 2) show_health(s_.console, s_.load_balancer.health(target_group_));
    if (choice == 3) return;
  }
}

bool Demo::watch(const Stage& stage) {
  StageResult result{.name = stage.name, .expected = stage.expected, .began = s_.elapsed()};
  changes_.clear();
  Observation seen;
  try {
    observe(stage, seen);
    result.ok = stage.shows(seen) == Shown::kYes;
    result.seen = stage.seen(seen);
    if (stage.steady) {
      result.steady = {.words = stage.steady->words,
                       .held = std::all_of(seen.replies.begin(), seen.replies.end(), stage.steady->holds)};
      result.ok = result.ok && result.steady->held;
    }
    stage.afterwards();
  } catch (const Error& error) {
    result.seen = error.what();
  }
  result.seconds = s_.elapsed() - result.began;
  result.changes = changes_;
  result.replies = std::move(seen.replies);
  result.looks = std::move(seen.looks);
  report_.stages.push_back(result);
  if (!result.ok) {
    s_.console.line(fmt::format("The stage '{}' does not show what it must.\n    expected  {}\n    seen      {}",
                                result.name, result.expected, result.seen));
  }
  return result.ok;
}

void Demo::observe(const Stage& stage, Observation& seen) {
  seen = begin_observation();
  stage.action();
  seen.poisoned = poisoned_;
  s_.waiting.becomes_so("the stage to show: " + stage.expected,
                        {.every = s_.options.between_looks, .at_most = stage.at_most}, [&] {
                          look(seen, stage);
                          return stage.shows(seen) != Shown::kNotYet;
                        });
  show(seen, stage.watch);
}

Observation Demo::begin_observation() {
  Observation seen;
  seen.group_size = static_cast<std::size_t>(group_size_);
  seen.zones = s_.auto_scaler.zones().size();
  for (const Target& target : s_.load_balancer.health(target_group_)) seen.before.insert(target.id);
  return seen;
}

void Demo::look(Observation& seen, const Stage& stage) {
  if (stage.traffic.at_once > 1) look_at_health(seen, stage.watch);  // before they wait, perhaps for seconds
  const std::size_t visits = std::max(stage.traffic.visits, enough(seen));
  for (Reply& reply : visitors_.send(visits, stage.traffic.at_once)) seen.replies.push_back(std::move(reply));
  look_at_health(seen, stage.watch);
}

void Demo::look_at_health(Observation& seen, Watch watch) {
  Health now = s_.load_balancer.health(target_group_);
  const bool news = seen.looks.empty() || seen.looks.back().health != now;
  if (watch == Watch::kEveryChange && news) show_health(s_.console, now);
  seen.looks.push_back({.at = s_.elapsed(), .health = std::move(now)});
}

// What a person would have seen who chose 1 until every kind of answer had come, and then 2.
void Demo::show(const Observation& seen, Watch watch) {
  std::vector<Answer> shown;
  for (const Reply& reply : latest(seen)) {
    if (std::find(shown.begin(), shown.end(), reply.answer) != shown.end()) continue;
    shown.push_back(reply.answer);
    show_get(s_.console, visitors_.endpoint(), reply.http);
  }
  if (watch == Watch::kInTheEnd) show_health(s_.console, seen.looks.back().health);
}

}  // namespace aws::scenario
