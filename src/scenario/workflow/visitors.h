// Those who ask the service for a recommendation, and what they make of the answers.
#pragma once

#include <string>
#include <vector>

#include "scenario/report/observation.h"
#include "scenario/resources.h"
#include "scenario/scenario.h"

namespace aws::scenario {

class Visitors {
 public:
  Visitors(Scenario& scenario, const Resources& resources) : s_(scenario), resources_(resources) {}

  void go_to(std::string endpoint) { endpoint_ = std::move(endpoint); }
  const std::string& endpoint() const { return endpoint_; }
  std::vector<Reply> send(std::size_t visits, std::size_t at_once);

 private:
  bool is_ours(const std::string& title) const;

  Scenario& s_;
  const Resources& resources_;
  std::string endpoint_;
};

}  // namespace aws::scenario
