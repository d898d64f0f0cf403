// Watches what a running experiment's visitors meet. Region thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "region/fis/ports.h"
#include "region/fis/records.h"
#include "region/fis/steady/steady_tally.h"

namespace aws::region::fis {

class SteadyWatch {
 public:
  // Is told of visitors from soon on; they count from begin() on.
  SteadyWatch(const SteadyState& state, Visits& visits)
      : visits_(visits), tally_(state), watching_(visits.watch([this](const Visit& visit) { saw(visit); })) {}
  SteadyWatch(const SteadyWatch&) = delete;
  SteadyWatch& operator=(const SteadyWatch&) = delete;

  // Throws "InvalidSteadyState" when what it is about is not there.
  void begin();
  SteadyVerdict so_far() const;
  SteadyVerdict in_the_end() const;

 private:
  void saw(const Visit& visit) {
    if (counting_) tally_.add(visit);
  }

  Visits& visits_;
  SteadyTally tally_;
  bool counting_ = false;
  std::unique_ptr<Ongoing> watching_;
};

// Of an experiment whose visitors nobody has seen.
SteadyVerdict not_judged(std::string_view why);

}  // namespace aws::region::fis
