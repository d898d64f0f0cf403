// What goes wrong in a region on purpose at this moment. It begins with what a plan says; others add to it, and take
// away what they have added, while the region runs. Who is to do wrong asks each time. Owned by the region; used on its
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "region/chaos/plan.h"

namespace aws::region::chaos {

class Faults {
 public:
  using Id = std::uint64_t;

  explicit Faults(const Plan& plan = {});
  Faults(const Faults&) = delete;
  Faults& operator=(const Faults&) = delete;

  Id add(Rule rule);
  Id add(Shortage shortage);
  void remove(Id id);  // of no effect on what is not there

  std::uint64_t seed() const { return seed_; }
  const std::map<Id, Rule>& rules() const { return rules_; }  // the first that hits decides
  const std::map<Id, Shortage>& shortages() const { return shortages_; }
  const Delays& delays() const { return delays_; }
  double metadata_lost() const { return metadata_lost_; }

  void set(const Delays& delays);
  // Called as soon as there is a delay of any kind, at once where there is one already.
  void tell_when_late(std::function<void()> told);

 private:
  bool late() const { return delays_ != Delays{}; }

  std::uint64_t seed_;
  std::map<Id, Rule> rules_;
  std::map<Id, Shortage> shortages_;
  Delays delays_;
  double metadata_lost_;
  std::function<void()> tell_late_;
  Id last_ = 0;
};

}  // namespace aws::region::chaos
