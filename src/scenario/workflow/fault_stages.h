// The stages that come after those of AWS's workflow: experiments of the Fault Injection Service take from the service
// what no parameter of its own can take. Each states what has to hold meanwhile.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "scenario/report/report.h"
#include "scenario/resources.h"
#include "scenario/scenario.h"
#include "scenario/workflow/stage.h"
#include "scenario/workflow/visitors.h"

namespace aws::scenario {

class FaultStages {
 public:
  // `changed` hears of everything that is done.
  FaultStages(Scenario& scenario, const Resources& resources, Report& report, Visitors& visitors,
              std::function<void(const std::string& what)> changed)
      : s_(scenario), resources_(resources), report_(report), visitors_(visitors), changed_(std::move(changed)) {}

  std::vector<Stage> stages(int group_size);

 private:
  void darken_a_zone();
  void bring_the_zone_back();
  void slow_the_table();
  void starve_a_host();
  void relieve_the_host();

  void begin_anew();
  void start(const ExperimentPlan& plan);
  void stop();
  ExperimentPlan dark_zone(bool with_network);
  ExperimentPlan slow_table();
  ExperimentPlan taken_cpu();
  fis::CreateExperimentTemplateActionInput command(const std::string& document, const std::string& parameters);
  std::vector<Reply> crowd_by(const char* algorithm);

  Scenario& s_;
  const Resources& resources_;
  Report& report_;
  Visitors& visitors_;
  std::function<void(const std::string&)> changed_;
  std::string role_arn_;
  std::string experiment_;  // that runs
  std::string zone_;        // that is dark
  std::set<std::string> zones_;
  std::string starved_;
  std::vector<Reply> by_turns_;  // what visitors got of a starved host's group, round robin
};

}  // namespace aws::scenario
