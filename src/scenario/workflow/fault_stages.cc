#include "scenario/workflow/fault_stages.h"

#include <fmt/format.h>

#include "scenario/console/transcript.h"
#include "scenario/texts.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr const char* kLong = "PT30M";               // experiments are stopped before
constexpr Pace kSlow{.every = 5s, .at_most = 3min};  // the time that its agent needs to get the tool
constexpr Pace kHealthy{.every = 5s, .at_most = 15min};
constexpr Traffic kCrowd{.visits = 120, .at_once = 8};

// A load balancer waits for a connection to a target for 10 seconds
// (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html).
constexpr double kLongestConnecting = 11;
constexpr double kLongestWithoutTable = 4;  // a time-out of 2, and the way

constexpr const char* kByTurns = "round_robin";
constexpr const char* kByLoad = "least_outstanding_requests";

SteadyState answered_within(double seconds) {
  return {.words = fmt::format("every GET is answered within {:.0f} s", seconds),
          .holds = [=](const Reply& reply) { return reply.status != 0 && reply.http.seconds <= seconds; }};
}

SteadyState succeeds_within(double seconds) {
  return {.words = fmt::format("every GET is answered with 200 within {:.0f} s", seconds),
          .holds = [=](const Reply& reply) { return reply.status == 200 && reply.http.seconds <= seconds; }};
}

SteadyState always_real() {
  return {.words = "every GET is answered with 200 real",
          .holds = [](const Reply& reply) { return reply.answer == Answer::kReal; }};
}

}  // namespace

std::vector<Stage> FaultStages::stages(int group_size) {
  namespace must_show = expectations;
  const std::string healthy = fmt::format("{} healthy", group_size);
  const auto waits = [](const Observation& seen) { return summary(seen) + "; " + summary_of_waits(seen.replies); };
  return {
      {.name = "a zone goes dark",
       .expected = "GET: 200 real, none from the dark zone; targets: " + healthy + ", none in the dark zone",
       .action = [this] { darken_a_zone(); },
       .shows = [this](const Observation& seen) { return must_show::dark_zone(seen, zone_); },
       .seen = waits,
       .at_most = 15min,
       .watch = Watch::kEveryChange,
       .traffic = {.visits = 12, .at_once = 12},
       .steady = answered_within(kLongestConnecting)},
      {.name = "the zone is back",
       .expected = "GET: 200 real throughout, in the end from every zone alike; targets: " + healthy,
       .action = [this] { bring_the_zone_back(); },
       .shows = [this](const Observation& seen) { return must_show::balanced_zones(seen, zones_); },
       .at_most = 15min,
       .steady = always_real()},
      {.name = "slow dependency",
       .expected = "GET: 200 static; targets: " + healthy,
       .action = [this] { slow_the_table(); },
       .shows = must_show::static_response,
       .seen = waits,
       .traffic = {.visits = 12, .at_once = 12},
       .steady = succeeds_within(kLongestWithoutTable),
       .afterwards = [this] { stop(); }},
      {.name = "starved host",
       .expected = "GET: 200 real, fewer from the starved instance than by turns; targets: " + healthy,
       .action = [this] { starve_a_host(); },
       .shows = [this](const Observation& seen) { return must_show::starved_host(seen, by_turns_, starved_); },
       .seen =
           [this](const Observation& seen) {
             return fmt::format("round robin: {}; least outstanding requests: {}",
                                summary_of_share(by_turns_, starved_),
                                summary_of_share(newest(seen.replies, kCrowd.visits), starved_));
           },
       .traffic = kCrowd,
       .steady = always_real(),
       .afterwards = [this] { relieve_the_host(); }},
  };
}

// From the service as it is when all is well, with a static answer for when it is not.
void FaultStages::begin_anew() {
  const auto& names = s_.parameters.names();
  s_.parameters.reset(s_.table.name());
  s_.parameters.put(names.failure_response, "static");
  changed_("parameters set to a table that exists, a static failure response, shallow health checks");
  const std::string group = s_.load_balancer.target_group_arn();
  s_.waiting.until("the targets to be healthy", kHealthy, [&] { return all_healthy(s_.load_balancer.health(group)); });
  role_arn_ = s_.experiment_role.create(resources_.experiment_policy);
}

void FaultStages::start(const ExperimentPlan& plan) {
  experiment_ = s_.experiments.start(plan, role_arn_);
  report_.experiments.push_back({.id = experiment_, .what = plan.description, .from = s_.elapsed()});
  changed_(fmt::format("experiment {} started: {}", experiment_, plan.description));
}

void FaultStages::stop() {
  if (experiment_.empty()) return;
  s_.experiments.stop(experiment_);
  report_.experiments.back().to = s_.elapsed();
  changed_(fmt::format("experiment {} stopped", experiment_));
  experiment_.clear();
}

void FaultStages::darken_a_zone() {
  s_.console.line(texts::kDarkZone);
  begin_anew();
  const auto members = s_.auto_scaler.members();
  if (members.empty()) throw Error("NoInstances", "the Auto Scaling group has no instance whose zone could go dark");
  zones_ = s_.auto_scaler.all_zones();
  zone_ = members.begin()->second;
  try {
    start(dark_zone(true));
  } catch (const Error& error) {
    if (!error.is("ExperimentFailed")) throw;
    s_.console.info(fmt::format("{} Its instances lose their power at once instead.", error.message()));
    start(dark_zone(false));
  }
  s_.console.line(texts::dark_zone_done(zone_));
  rule(s_.console);
}

// First the network goes, and load balancers have to notice by themselves; a minute later the power, which tells the
// group as well. AWS's scenario "AZ Availability: Power Interruption" is of the same parts.
ExperimentPlan FaultStages::dark_zone(bool with_network) {
  const std::string subnet = s_.account.arn("ec2", s_.options.region, "subnet/" + s_.vpc.subnet_in(zone_));
  const std::map<std::string, std::string> ours = {{Tag().key, s_.prefix}};
  ExperimentPlan plan{
      .description = zone_ + " goes dark",
      .targets = {{"Group",
                   {.resourceType = "aws:ec2:autoscaling-group", .resourceTags = ours, .selectionMode = "ALL"}},
                  {"Instances",
                   {.resourceType = "aws:ec2:instance",
                    .resourceTags = ours,
                    .filters = {{.path = "State.Name", .values = {"running"}},
                                {.path = "Placement.AvailabilityZone", .values = {zone_}}},
                    .selectionMode = "ALL"}}},
      .actions = {{"no-capacity",
                   {.actionId = "aws:ec2:asg-insufficient-instance-capacity-error",
                    .parameters = {{"availabilityZoneIdentifiers", zone_}, {"duration", kLong}, {"percentage", "100"}},
                    .targets = {{"AutoScalingGroups", "Group"}}}},
                  {"no-power",
                   {.actionId = "aws:ec2:stop-instances",
                    .parameters = {{"startInstancesAfterDuration", kLong}, {"completeIfInstancesTerminated", "true"}},
                    .targets = {{"Instances", "Instances"}}}}}};
  if (!with_network) return plan;
  plan.targets["Subnet"] = {.resourceType = "aws:ec2:subnet", .resourceArns = {subnet}, .selectionMode = "ALL"};
  plan.actions["no-network"] = {.actionId = "aws:network:disrupt-connectivity",
                                .parameters = {{"duration", kLong}, {"scope", "all"}},
                                .targets = {{"Subnets", "Subnet"}}};
  plan.actions["a-minute"] = {.actionId = "aws:fis:wait", .parameters = {{"duration", "PT1M"}}};
  plan.actions["no-power"].startAfter = {"a-minute"};
  return plan;
}

void FaultStages::bring_the_zone_back() {
  s_.console.line(texts::kZoneBack);
  stop();
  s_.console.line(texts::kZoneBackDone);
  rule(s_.console);
}

void FaultStages::slow_the_table() {
  s_.console.line(texts::kSlowTable);
  begin_anew();
  s_.instances.wait_for_commands(s_.auto_scaler.instances());
  start(slow_table());
  s_.console.line(texts::kSlowTableDone);
  rule(s_.console);
}

ExperimentPlan FaultStages::slow_table() {
  return {
      .description = "the table answers 3 s late",
      .targets = {{"Instances",
                   {.resourceType = "aws:ec2:instance",
                    .resourceTags = {{Tag().key, s_.prefix}},
                    .filters = {{.path = "State.Name", .values = {"running"}}},
                    .selectionMode = "ALL"}}},
      .actions = {{"slow", command("AWSFIS-Run-Network-Latency-Sources",
                                   R"({"DurationSeconds":"1800","DelayMilliseconds":"3000","Sources":"DYNAMODB"})")}}};
}

// FIS takes parameters without blanks.
fis::CreateExperimentTemplateActionInput FaultStages::command(const std::string& document,
                                                              const std::string& parameters) {
  return {.actionId = "aws:ssm:send-command",
          .parameters = {{"documentArn", s_.account.aws_document_arn(s_.options.region, document)},
                         {"documentParameters", parameters},
                         {"duration", kLong}},
          .targets = {{"Instances", "Instances"}}};
}

void FaultStages::starve_a_host() {
  s_.console.line(texts::kStarvedHost);
  begin_anew();
  starved_ = s_.auto_scaler.instances().front();
  s_.instances.wait_for_commands({starved_});
  start(taken_cpu());
  s_.load_balancer.balance_by(kByTurns);
  s_.waiting.becomes_so("the host to be slow", kSlow, [&] {
    by_turns_ = crowd_by(kByTurns);
    return is_slow(starved_, by_turns_);
  });
  s_.load_balancer.balance_by(kByLoad);
  changed_(fmt::format("load balancing by {}", kByLoad));
  crowd_by(kByLoad);
  s_.console.line(texts::starved_host_done(starved_));
  rule(s_.console);
}

ExperimentPlan FaultStages::taken_cpu() {
  return {.description = "the CPU of " + starved_ + " is taken",
          .targets = {{"Instances",
                       {.resourceType = "aws:ec2:instance",
                        .resourceArns = {s_.account.arn("ec2", s_.options.region, "instance/" + starved_)},
                        .selectionMode = "ALL"}}},
          .actions = {{"stress", command("AWSFIS-Run-CPU-Stress", R"({"DurationSeconds":"1800","CPU":"0"})")}}};
}

// Many visitors at once; says what they met of the starved host.
std::vector<Reply> FaultStages::crowd_by(const char* algorithm) {
  auto replies = visitors_.send(kCrowd.visits, kCrowd.at_once);
  s_.console.info(fmt::format("{} GETs, {} at a time, by {}: {}", kCrowd.visits, kCrowd.at_once, algorithm,
                              summary_of_share(replies, starved_)));
  return replies;
}

void FaultStages::relieve_the_host() {
  stop();
  s_.load_balancer.balance_by(kByTurns);
}

}  // namespace aws::scenario
