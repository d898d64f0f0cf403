#include "region/watch/timeline.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <utility>

namespace aws::region::watch {
namespace {

constexpr std::size_t kHappeningsKept = 1'000;

}  // namespace

void Timeline::add(const Happening& happening, Timestamp now) {
  moments_.push_back({happening, to_milliseconds(now)});
  if (moments_.size() > kHappeningsKept) moments_.pop_front();
  untold_ = std::min(untold_ + 1, moments_.size());
}

boost::json::array Timeline::all() const { return told(moments_.size()); }

boost::json::array Timeline::news() { return told(std::exchange(untold_, 0)); }

boost::json::array Timeline::told(std::size_t newest) const {
  boost::json::array told;
  for (auto moment = moments_.end() - static_cast<std::ptrdiff_t>(newest); moment != moments_.end(); ++moment) {
    const auto& [kind, subject, what] = moment->happening;
    told.push_back(boost::json::object{{"at", moment->at}, {"kind", kind}, {"subject", subject}, {"what", what}});
  }
  return told;
}

}  // namespace aws::region::watch
