// Visitors' requests to load balancers since they were last asked for, summed up. Region thread.
#pragma once

#include <array>
#include <boost/json/object.hpp>
#include <map>
#include <vector>

#include "region/watch/ports.h"

namespace aws::region::watch {

class VisitLog {
 public:
  void add(const Visit& visit);

  // How many, by the first digit of their status, with the latencies of half and of 99 % of them in milliseconds, how
  // many each target answered, and some of them one by one.
  boost::json::object news();

 private:
  std::array<std::int64_t, 6> by_class_{};  // 0: without a status
  std::vector<std::int64_t> milliseconds_;
  std::map<TargetName, std::int64_t> by_target_;
  std::vector<Visit> samples_;
};

}  // namespace aws::region::watch
