#include "region/fis/fis_store.h"

#include <algorithm>

#include "region/fis/errors.h"

namespace aws::region::fis {
namespace {

constexpr std::string_view kTemplate = "experiment-template/";
constexpr std::string_view kExperiment = "experiment/";

std::string_view id_in(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

}  // namespace

FisStore::FisStore(Store& store, Place place)
    : place_(std::move(place)), templates_(store, "fis.template"), experiments_(store, "fis.experiment") {}

const Template& FisStore::get_template(std::string_view id) const {
  const auto* found = templates_.find(id);
  if (found == nullptr) throw no_such_template(id);
  return *found;
}

const Experiment& FisStore::get_experiment(std::string_view id) const {
  const auto* found = experiments_.find(id);
  if (found == nullptr) throw no_such_experiment(id);
  return *found;
}

std::size_t FisStore::running() const {
  const auto runs = [](const auto& entry) { return !entry.second.progress.ended(); };
  return static_cast<std::size_t>(std::ranges::count_if(experiments_.all(), runs));
}

void FisStore::forget_ended_by(std::int64_t moment) {
  std::vector<std::string> old;
  for (const auto& [id, experiment] : experiments_.all()) {
    const auto& [status, reason, started, ended] = experiment.progress;
    if (ended && *ended <= moment) old.push_back(id);
  }
  for (const auto& id : old) experiments_.erase(id);
}

std::string FisStore::template_arn(std::string_view id) const {
  return place_.arn("fis", std::string(kTemplate) + std::string(id));
}

std::string FisStore::experiment_arn(std::string_view id) const {
  return place_.arn("fis", std::string(kExperiment) + std::string(id));
}

const Texts* FisStore::find_tags(std::string_view arn) const {
  const auto* made = templates_.find(id_in(arn));
  if (made != nullptr && arn == template_arn(made->id)) return &made->tags;
  const auto* experiment = experiments_.find(id_in(arn));
  if (experiment != nullptr && arn == experiment_arn(experiment->id)) return &experiment->tags;
  return nullptr;
}

const Texts& FisStore::tags_of(std::string_view arn) const {
  const auto* tags = find_tags(arn);
  if (tags == nullptr) throw no_such_resource(arn);
  return *tags;
}

void FisStore::set_tags(std::string_view arn, const Texts& tags) {
  if (const auto* found = templates_.find(id_in(arn)); found != nullptr && arn == template_arn(found->id)) {
    Template made = *found;
    made.tags = tags;
    put(made);
    return;
  }
  Experiment experiment = get_experiment(id_in(arn));
  experiment.tags = tags;
  put(experiment);
}

}  // namespace aws::region::fis
