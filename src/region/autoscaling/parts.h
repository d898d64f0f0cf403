// What the services of Auto Scaling work with. Owned by AutoScaling; region thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/call.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/ports.h"
#include "region/autoscaling/reconciler.h"

namespace aws::region::autoscaling {

struct Parts {
  AutoScalingStore& store;
  GroupReconciler& reconciler;
  Ports ports;
  const Clock& clock;
  Random& random;
  Place place;
};

// Whoever launches by a template hands on the role that is in its instance profile.
void require_pass_role(const Parts& parts, const contract::Call& call, const TemplateVersion& launch_template);

}  // namespace aws::region::autoscaling
