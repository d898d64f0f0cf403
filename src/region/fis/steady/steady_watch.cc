#include "region/fis/steady/steady_watch.h"

#include <fmt/format.h>

#include "base/error.h"

namespace aws::region::fis {

void SteadyWatch::begin() {
  const auto& [load_balancer, target_group, answered, succeeded, within, quantiles] = tally_.state();
  if (!load_balancer.empty() && !visits_.has_load_balancer(load_balancer)) {
    throw Error("InvalidSteadyState",
                fmt::format("The steady state is about load balancer {}, which does not exist.", load_balancer));
  }
  if (!target_group.empty() && !visits_.has_target_group(target_group)) {
    throw Error("InvalidSteadyState",
                fmt::format("The steady state is about target group {}, which does not exist.", target_group));
  }
  counting_ = true;
}

SteadyVerdict SteadyWatch::so_far() const {
  return {.word = "", .text = fmt::format("Steady state so far: {} ({}).", tally_.state().words(), tally_.numbers())};
}

SteadyVerdict not_judged(std::string_view why) {
  return {.word = "not known", .text = fmt::format("Steady state not judged: {}.", why)};
}

SteadyVerdict SteadyWatch::in_the_end() const {
  if (!counting_) return not_judged("the experiment did not run");
  const auto word = tally_.verdict();
  const auto head = word == "held" ? "held" : word == "not held" ? "NOT HELD" : "not judged";
  return {.word = word,
          .text = fmt::format("Steady state {}: {} ({}).", head, tally_.state().words(), tally_.numbers())};
}

}  // namespace aws::region::fis
