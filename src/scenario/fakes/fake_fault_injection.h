// The Fault Injection Service as far as the workflow uses it: what its experiments say happens to the world.
#pragma once

#include <map>
#include <string>

#include "contract/fis.h"
#include "contract/handlers.h"
#include "scenario/fakes/world.h"

namespace aws::scenario {

class FakeFis {
 public:
  FakeFis(World& world, contract::Handlers& handlers) : world_(world) {
    handlers.on(fis::operations::CreateExperimentTemplate, this, &FakeFis::CreateExperimentTemplate);
    handlers.on(fis::operations::ListExperimentTemplates, this, &FakeFis::ListExperimentTemplates);
    handlers.on(fis::operations::DeleteExperimentTemplate, this, &FakeFis::DeleteExperimentTemplate);
    handlers.on(fis::operations::StartExperiment, this, &FakeFis::StartExperiment);
    handlers.on(fis::operations::GetExperiment, this, &FakeFis::GetExperiment);
    handlers.on(fis::operations::ListExperiments, this, &FakeFis::ListExperiments);
    handlers.on(fis::operations::StopExperiment, this, &FakeFis::StopExperiment);
  }

  fis::CreateExperimentTemplateResponse CreateExperimentTemplate(const fis::CreateExperimentTemplateRequest& request) {
    world_.call("CreateExperimentTemplate");
    const std::string id = "EXT" + std::to_string(++made_);
    templates_[id] = request;
    return {.experimentTemplate = {{.id = id}}};
  }
  fis::ListExperimentTemplatesResponse ListExperimentTemplates(const fis::ListExperimentTemplatesRequest&) {
    world_.call("ListExperimentTemplates");
    fis::ListExperimentTemplatesResponse reply;
    for (const auto& [id, made] : templates_) reply.experimentTemplates.push_back({.id = id, .tags = made.tags});
    return reply;
  }
  fis::DeleteExperimentTemplateResponse DeleteExperimentTemplate(const fis::DeleteExperimentTemplateRequest& request) {
    world_.call("DeleteExperimentTemplate");
    if (templates_.erase(*request.id) == 0) throw Error("ResourceNotFoundException", "not found", 404);
    return {};
  }
  fis::StartExperimentResponse StartExperiment(const fis::StartExperimentRequest& request) {
    world_.call("StartExperiment");
    fis::Experiment experiment{
        .id = "EXP" + std::to_string(++made_), .state = {{.status = "running"}}, .tags = request.tags};
    for (const auto& [name, action] : templates_.at(*request.experimentTemplateId).actions) {
      experiment.actions[name] = {.actionId = action.actionId,
                                  .startAfter = action.startAfter,
                                  .state = {{.status = action.startAfter.empty() ? "running" : "pending"}}};
      if (action.actionId == "aws:network:disrupt-connectivity" && !world_.has_network) {
        experiment.state = {{.status = "failed", .reason = "Instances of this region have no network of their own."}};
      }
    }
    if (experiment.state->status == "running") {
      const auto& made = templates_.at(*request.experimentTemplateId);
      for (const auto& [name, action] : made.actions) begin(action, made.targets);
    }
    experiments_[*experiment.id] = experiment;
    return {.experiment = experiment};
  }
  fis::GetExperimentResponse GetExperiment(const fis::GetExperimentRequest& request) {
    world_.call("GetExperiment");
    return {.experiment = experiments_.at(*request.id)};
  }
  fis::ListExperimentsResponse ListExperiments(const fis::ListExperimentsRequest&) {
    world_.call("ListExperiments");
    fis::ListExperimentsResponse reply;
    for (const auto& [id, each] : experiments_) {
      reply.experiments.push_back({.id = id, .state = each.state, .tags = each.tags});
    }
    return reply;
  }
  fis::StopExperimentResponse StopExperiment(const fis::StopExperimentRequest& request) {
    world_.call("StopExperiment");
    experiments_.at(*request.id).state = {{.status = "stopped"}};
    world_.dark_zone.clear();
    world_.starved.clear();
    world_.slow_table = false;
    return {};
  }

  bool is_empty() const {
    return templates_.empty() &&
           std::ranges::none_of(experiments_, [](const auto& each) { return each.second.state->status == "running"; });
  }

 private:
  using Targets = std::map<std::string, fis::CreateExperimentTemplateTargetInput>;

  void begin(const fis::CreateExperimentTemplateActionInput& action, const Targets& targets) {
    const auto parameter = [&](const char* name) {
      const auto found = action.parameters.find(name);
      return found == action.parameters.end() ? "" : found->second;
    };
    const std::string document = parameter("documentArn");
    if (document.ends_with("Latency-Sources")) world_.slow_table = true;
    if (document.ends_with("CPU-Stress")) {
      const std::string arn = targets.at("Instances").resourceArns.at(0);
      world_.starved = arn.substr(arn.rfind('/') + 1);
    }
    const std::string zone = parameter("availabilityZoneIdentifiers");
    if (zone.empty()) return;
    world_.dark_zone = zone;
    for (auto& instance : world_.instances) {
      if (instance.zone == zone && !instance.ended) instance.draining = world_.now();
    }
  }

  World& world_;
  std::map<std::string, fis::CreateExperimentTemplateRequest> templates_;
  std::map<std::string, fis::Experiment> experiments_;
  int made_ = 0;
};

}  // namespace aws::scenario
