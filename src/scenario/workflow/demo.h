// Demo: takes the service through its stages. Each stage is data; a person looks at it with GET requests and health
// checks for as long as they like, an unattended run until it shows what it must.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scenario/report/report.h"
#include "scenario/resources.h"
#include "scenario/scenario.h"
#include "scenario/workflow/expectations.h"

namespace aws::scenario {

enum class Watch { kInTheEnd, kEveryChange };  // when an unattended run shows the health of the targets

struct Stage {
  std::string name;
  std::string expected;          // what it must show, in words
  std::function<void()> action;  // announces what it does, does it, says what follows
  std::function<Shown(const Observation&)> shows;
  std::function<std::string(const Observation&)> seen = summary;
  Duration at_most = std::chrono::minutes(5);  // on AWS, until it is shown
  Watch watch = Watch::kInTheEnd;
};

class Demo {
 public:
  Demo(Scenario& scenario, const Resources& resources, Report& report);

  // False when a stage has not shown what it must, which ends an unattended run. Throws aws::Error when there is no
  // service to show, or when an action fails.
  bool run();

 private:
  void find_service();
  std::vector<Stage> stages();

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
  Reply get();
  void look(Observation& seen, Watch watch);
  void show(const Observation& seen, Watch watch);
  bool is_ours(const std::string& title) const;

  Scenario& s_;
  const Resources& resources_;
  Report& report_;
  std::string endpoint_, target_group_;
  int group_size_ = 0;
  std::string poisoned_;
  std::vector<Change> changes_;  // since the stage began
};

}  // namespace aws::scenario
