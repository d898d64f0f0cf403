// The Fault Injection Service as the embedded region offers it, put together. Owned by the region; region thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/fis/catalogue_service.h"
#include "region/fis/experiments/experiment_runner.h"
#include "region/fis/experiments/experiment_service.h"
#include "region/fis/fis_store.h"
#include "region/fis/ports.h"
#include "region/fis/tag_service.h"
#include "region/fis/templates/template_service.h"
#include "region/service/retention.h"

namespace aws::region::fis {

// https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html
inline constexpr std::chrono::days kExperimentsAreKept{120};

class Fis {
 public:
  struct Parts {
    Store& store;
    Ports ports;
    const Clock& clock;
    Timers& timers;  // `speed` times faster than the clock
    double speed;
    Random& random;
    Place place;
  };
  explicit Fis(const Parts& parts)
      : store_(parts.store, parts.place),
        runner_({store_, parts.ports, parts.clock, parts.timers, parts.random, parts.place}),
        catalogue_service_(parts.place),
        template_service_({store_, parts.ports.api_errors, parts.clock, parts.random, parts.place}),
        experiment_service_(store_, runner_, parts.clock, parts.random),
        tag_service_(store_),
        retention_({.clock = parts.clock,
                    .timers = parts.timers,
                    .speed = parts.speed,
                    .kept = kExperimentsAreKept,
                    .forget = [this](std::int64_t moment) { store_.forget_ended_by(moment); }}) {}

  // Once, when the region has started.
  void start() {
    runner_.start();
    retention_.start();
  }
  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers) {
    catalogue_service_.serve(handlers);
    template_service_.serve(handlers);
    experiment_service_.serve(handlers);
    tag_service_.serve(handlers);
  }

  // Of a template or an experiment; none of what is not there.
  Texts tags_of(std::string_view arn) const {
    const auto* tags = store_.find_tags(arn);
    return tags == nullptr ? Texts() : *tags;
  }

 private:
  FisStore store_;
  ExperimentRunner runner_;
  CatalogueService catalogue_service_;
  TemplateService template_service_;
  ExperimentService experiment_service_;
  TagService tag_service_;
  Retention retention_;
};

}  // namespace aws::region::fis
