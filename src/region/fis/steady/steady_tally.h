// What visitors met while an experiment ran, against what was to hold meanwhile. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "region/fis/ports.h"
#include "region/fis/steady/steady_state.h"

namespace aws::region::fis {

class SteadyTally {
 public:
  explicit SteadyTally(SteadyState state) : state_(std::move(state)) {}

  // Whatever the request was for; those that the steady state is not about are passed over.
  void add(const Visit& visit);

  const SteadyState& state() const { return state_; }
  std::string verdict() const;  // "held", "not held", "no requests"
  // "1204 requests: 99.83 % answered within 11 s, p99 93 ms"
  std::string numbers() const;

 private:
  bool is_about(const Visit& visit) const;
  bool holds() const;
  // The shortest time that so many percent of the requests did not exceed.
  std::chrono::milliseconds quantile(double percent) const;

  SteadyState state_;
  std::int64_t requests_ = 0;
  std::int64_t answered_ = 0;                                // in time
  std::int64_t succeeded_ = 0;                               // in time
  std::map<std::chrono::milliseconds, std::int64_t> times_;  // how many requests took as long
};

}  // namespace aws::region::fis
