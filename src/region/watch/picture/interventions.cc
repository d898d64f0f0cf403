#include "region/watch/picture/interventions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "contract/paginator.h"

namespace aws::region::watch {
namespace {

constexpr std::size_t kEndedExperiments = 100;

bool is_at_its_end(const std::optional<std::string>& status) {
  return status == "completed" || status == "stopped" || status == "failed" || status == "cancelled";
}

// AWS's model says nothing of the service's pages.
template <class Request, class Response>
void each_page(const aws::fis::Api& api, Response (aws::fis::Api::*list)(const Request&) const,
               const std::function<void(const Response&)>& visit) {
  Request request;
  do {
    const auto page = (api.*list)(request);
    visit(page);
    request.nextToken = page.nextToken;
  } while (request.nextToken);
}

std::vector<aws::fis::ExperimentSummary> newest_first(const aws::fis::Api& api) {
  std::vector<aws::fis::ExperimentSummary> all;
  each_page<aws::fis::ListExperimentsRequest, aws::fis::ListExperimentsResponse>(
      api, &aws::fis::Api::ListExperiments,
      [&all](const auto& page) { all.insert(all.end(), page.experiments.begin(), page.experiments.end()); });
  std::ranges::sort(all, [](const auto& one, const auto& other) {
    return std::tie(one.creationTime, one.id) > std::tie(other.creationTime, other.id);
  });
  return all;
}

std::vector<aws::fis::ExperimentTemplateSummary> all_templates(const aws::fis::Api& api) {
  std::vector<aws::fis::ExperimentTemplateSummary> all;
  each_page<aws::fis::ListExperimentTemplatesRequest, aws::fis::ListExperimentTemplatesResponse>(
      api, &aws::fis::Api::ListExperimentTemplates, [&all](const auto& page) {
        all.insert(all.end(), page.experimentTemplates.begin(), page.experimentTemplates.end());
      });
  return all;
}

}  // namespace

bool has_ended(const aws::fis::Experiment& experiment) {
  return experiment.state && is_at_its_end(experiment.state->status);
}

Interventions InterventionReader::read() {
  Interventions found{.experiments = experiments(), .templates = all_templates(fis_), .resources = {}, .shifts = {}};
  contract::for_each_page(aws::zonalshift::paginators::ListManagedResources, zonal_shifts_, {}, [&](const auto& page) {
    found.resources.insert(found.resources.end(), page.items.begin(), page.items.end());
  });
  contract::for_each_page(aws::zonalshift::paginators::ListZonalShifts, zonal_shifts_, {}, [&](const auto& page) {
    found.shifts.insert(found.shifts.end(), page.items.begin(), page.items.end());
  });
  return found;
}

std::vector<aws::fis::Experiment> InterventionReader::experiments() {
  std::vector<aws::fis::Experiment> found;
  std::map<std::string, aws::fis::Experiment, std::less<>> ended;
  for (const auto& summary : newest_first(fis_)) {
    const bool over = summary.state && is_at_its_end(summary.state->status);
    if (over && ended.size() >= kEndedExperiments) continue;
    const auto id = summary.id.value_or("");
    auto known = ended_.extract(id);
    found.push_back(known ? std::move(known.mapped()) : *fis_.GetExperiment({.id = id}).experiment);
    if (has_ended(found.back())) ended.emplace(id, found.back());
  }
  ended_ = std::move(ended);
  return found;
}

}  // namespace aws::region::watch
