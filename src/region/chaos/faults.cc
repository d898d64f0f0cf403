#include "region/chaos/faults.h"

#include <utility>

namespace aws::region::chaos {

Faults::Faults(const Plan& plan) : seed_(plan.seed), delays_(plan.delays), metadata_lost_(plan.metadata_lost) {
  for (const auto& rule : plan.rules) add(rule);
  for (const auto& shortage : plan.shortages) add(shortage);
}

Faults::Id Faults::add(Rule rule) {
  rules_.emplace(++last_, std::move(rule));
  return last_;
}

Faults::Id Faults::add(Shortage shortage) {
  shortages_.emplace(++last_, std::move(shortage));
  return last_;
}

void Faults::remove(Id id) {
  rules_.erase(id);
  shortages_.erase(id);
}

void Faults::set(const Delays& delays) {
  delays_ = delays;
  if (late() && tell_late_) tell_late_();
}

void Faults::tell_when_late(std::function<void()> told) {
  tell_late_ = std::move(told);
  if (late()) tell_late_();
}

}  // namespace aws::region::chaos
