// Templates and experiments, on disk before a call returns. Owned by Fis; one thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "region/fis/records.h"
#include "region/store/collection.h"

namespace aws::region::fis {

class FisStore {
 public:
  FisStore(Store& store, Place place);

  const std::map<std::string, Template, std::less<>>& templates() const { return templates_.all(); }
  const std::map<std::string, Experiment, std::less<>>& experiments() const { return experiments_.all(); }
  const Template& get_template(std::string_view id) const;      // throws ResourceNotFoundException
  const Experiment& get_experiment(std::string_view id) const;  // throws ResourceNotFoundException

  const Template& put(const Template& made) { return templates_.put(made.id, made); }
  const Experiment& put(const Experiment& made) { return experiments_.put(made.id, made); }
  void erase_template(std::string_view id) { templates_.erase(id); }
  std::size_t running() const;  // experiments that have not ended
  // Experiments that had ended at this moment, in milliseconds since the epoch.
  void forget_ended_by(std::int64_t moment);

  std::string template_arn(std::string_view id) const;
  std::string experiment_arn(std::string_view id) const;
  // The tags of what has this ARN; nullptr of nothing.
  const Texts* find_tags(std::string_view arn) const;
  const Texts& tags_of(std::string_view arn) const;  // throws ResourceNotFoundException
  void set_tags(std::string_view arn, const Texts& tags);

 private:
  Place place_;
  Collection<Template> templates_;
  Collection<Experiment> experiments_;
};

}  // namespace aws::region::fis
