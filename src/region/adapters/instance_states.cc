#include "region/adapters/instance_states.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace aws::region {
namespace {

using AutoScaling = autoscaling::InstanceState;
using Elbv2 = elbv2::InstanceState;

struct Translation {
  std::string_view ec2;
  Elbv2 elbv2;
  AutoScaling autoscaling;
};

constexpr std::array<Translation, 6> kTranslations{
    {{ec2::instance_state::kPending, Elbv2::kPending, AutoScaling::kPending},
     {ec2::instance_state::kRunning, Elbv2::kRunning, AutoScaling::kRunning},
     {ec2::instance_state::kStopping, Elbv2::kStopped, AutoScaling::kStopped},
     {ec2::instance_state::kStopped, Elbv2::kStopped, AutoScaling::kStopped},
     {ec2::instance_state::kShuttingDown, Elbv2::kTerminated, AutoScaling::kShuttingDown},
     {ec2::instance_state::kTerminated, Elbv2::kTerminated, AutoScaling::kTerminated}}};

// Nothing is taken for the end of an instance that is not known to be it.
const Translation& translation(const ec2::Instance& instance) {
  const auto found = std::find_if(kTranslations.begin(), kTranslations.end(),
                                  [&](const Translation& candidate) { return instance.is(candidate.ec2); });
  if (found == kTranslations.end()) throw std::logic_error("No translation of the instance state " + instance.state);
  return *found;
}

}  // namespace

Elbv2 elbv2_state(const ec2::Instance& instance) { return translation(instance).elbv2; }

AutoScaling autoscaling_state(const ec2::Instance& instance) { return translation(instance).autoscaling; }

}  // namespace aws::region
