// What there is now, as one JSON text: load balancers with listeners, target groups with each target's health and how
// it came about, Auto Scaling groups with members and activities, instances, zones with their subnets, experiments and
// zonal shifts. All of it is what the region's own APIs answer, by the names of AWS's models, so that a reader of the
// page meets what they would meet in an SDK. Region thread.
#pragma once

#include <string>

#include "contract/shape.h"
#include "region/watch/picture/interventions.h"
#include "region/watch/ports.h"

namespace aws::region::watch {

class Picture {
 public:
  // `services` answers the APIs in process, and asks nobody whether it may.
  Picture(contract::Channel& services, const Balancing& balancing) : services_(services), balancing_(balancing) {}

  std::string draw(const Interventions& interventions) const;

 private:
  contract::Channel& services_;
  const Balancing& balancing_;
};

}  // namespace aws::region::watch
