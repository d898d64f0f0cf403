// Experiments of AWS's Fault Injection Service on the service: each is made, runs until it is stopped, and is told
// from those of others by its tag.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "contract/fis.h"
#include "scenario/parts/tag.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

struct ExperimentPlan {
  std::string description;
  std::map<std::string, fis::CreateExperimentTemplateTargetInput> targets;
  std::map<std::string, fis::CreateExperimentTemplateActionInput> actions;
};

class Experiments {
 public:
  Experiments(fis::Api& fis, Waiting& waiting, Tag tag)
      : fis_(fis), waiting_(waiting), console_(waiting.console()), tag_(std::move(tag)) {}

  // The id of one whose actions are all under way, but those that come after others. Throws aws::Error
  // "ExperimentFailed", with the reason that AWS gives.
  std::string start(const ExperimentPlan& plan, const std::string& role_arn);
  void stop(const std::string& id);  // and waits until what it did is undone

  void destroy();  // stops those that run
  std::vector<std::string> existing();

 private:
  std::string create_template(const ExperimentPlan& plan, const std::string& role_arn);
  std::string start_experiment(const std::string& template_id);
  bool is_under_way(const std::string& id);
  fis::Experiment get(const std::string& id);
  std::vector<std::string> templates();
  std::vector<std::string> running();

  fis::Api& fis_;
  Waiting& waiting_;
  Console& console_;
  Tag tag_;
};

}  // namespace aws::scenario
