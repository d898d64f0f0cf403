// What has happened in the region, newest last, as the facts that its rooms announce tell it. Kept whether or not
// anybody watches, since there is little of it, so that a page that is opened late still shows how things came about.
// Region thread.
#pragma once

#include <boost/json/array.hpp>
#include <deque>
#include <string>

#include "base/clock.h"

namespace aws::region::watch {

struct Happening {
  std::string kind;     // "instance", "target", "activity", "rules", "experiment", "zonal shift"
  std::string subject;  // "i-0123456789abcdef0", the name of a group
  std::string what;     // "running", "unhealthy: Target.ResponseCodeMismatch ..."
};

class Timeline {
 public:
  // In its place, since some are heard of late.
  void add(const Happening& happening, Timestamp at);
  boost::json::array all() const;
  boost::json::array news();  // since it was last asked for news

 private:
  struct Moment {
    Happening happening;
    std::int64_t at = 0;
    bool told = false;
  };

  std::deque<Moment> moments_;
  bool has_news_ = false;
};

}  // namespace aws::region::watch
