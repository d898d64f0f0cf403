// Demo: takes the service through its stages. Each stage is data; a person looks at it with GET requests and health
// checks for as long as they like, an unattended run until it shows what it must.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenario/report/report.h"
#include "scenario/resources.h"
#include "scenario/scenario.h"
#include "scenario/workflow/fault_stages.h"
#include "scenario/workflow/stage.h"
#include "scenario/workflow/visitors.h"

namespace aws::scenario {

class Demo {
 public:
  Demo(Scenario& scenario, const Resources& resources, Report& report);

  // False when a stage has not shown what it must, which ends an unattended run. Throws aws::Error when there is no
  // service to show, or when an action fails.
  bool run();

 private:
  void find_service();
  std::vector<Stage> stages();
  std::vector<Stage> aws_stages();

  // The stages' actions.
  void set_parameters();
  void break_dependency();
  void respond_statically();
  void poison_an_instance();
  void check_deeply();
  void replace_the_poisoned();
  void fail_open();

  void set_parameter(const std::string& name, const std::string& value);
  void changed(const std::string& what);

  void let_the_person_look();
  bool watch(const Stage& stage);
  void observe(const Stage& stage, Observation& seen);
  Observation begin_observation();
  void look(Observation& seen, const Stage& stage);
  void look_at_health(Observation& seen, Watch watch);
  void show(const Observation& seen, Watch watch);

  Scenario& s_;
  const Resources& resources_;
  Report& report_;
  Visitors visitors_;
  FaultStages faults_;
  std::string target_group_;
  int group_size_ = 0;
  std::string poisoned_;
  std::vector<Change> changes_;  // since the stage began
};

}  // namespace aws::scenario
