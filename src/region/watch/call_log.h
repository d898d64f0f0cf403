// The calls of the region's APIs that were seen while somebody watched: the newest of them whole, for whoever wants to
// know more of one. Region thread.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <string>

#include "base/clock.h"
#include "region/frontdoor/ports.h"

namespace aws::region::watch {

class CallLog {
 public:
  void add(const frontdoor::SeenCall& call, Timestamp now);

  // What came since it was last asked: how many, how many were denied, and the newest of them one by one, without what
  // was said in them.
  boost::json::object news();
  // Request and answer as text, as they went over the wire; nothing in it when it is not known any more.
  boost::json::object whole(std::int64_t number) const;
  void clear();

 private:
  struct Call {
    std::int64_t number = 0;
    boost::json::object summary;
    std::string request, response;
  };

  std::deque<Call> calls_;  // the newest last
  std::int64_t last_number_ = 0;
  std::int64_t told_ = 0;
  std::int64_t denied_ = 0;  // of those not told
};

}  // namespace aws::region::watch
