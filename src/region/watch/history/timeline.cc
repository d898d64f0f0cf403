#include "region/watch/history/timeline.h"

#include <boost/json/object.hpp>
#include <iterator>
#include <utility>

namespace aws::region::watch {
namespace {

constexpr std::size_t kHappeningsKept = 1'000;

boost::json::object as_json(const Happening& happening, std::int64_t at) {
  const auto& [kind, subject, what] = happening;
  return {{"at", at}, {"kind", kind}, {"subject", subject}, {"what", what}};
}

}  // namespace

void Timeline::add(const Happening& happening, Timestamp at) {
  const Moment moment{.happening = happening, .at = to_milliseconds(at)};
  auto place = moments_.end();
  while (place != moments_.begin() && std::prev(place)->at > moment.at) --place;
  moments_.insert(place, moment);
  if (moments_.size() > kHappeningsKept) moments_.pop_front();
  has_news_ = true;
}

boost::json::array Timeline::all() const {
  boost::json::array all;
  for (const auto& moment : moments_) all.push_back(as_json(moment.happening, moment.at));
  return all;
}

boost::json::array Timeline::news() {
  boost::json::array news;
  if (!std::exchange(has_news_, false)) return news;
  for (auto& moment : moments_) {
    if (!std::exchange(moment.told, true)) news.push_back(as_json(moment.happening, moment.at));
  }
  return news;
}

}  // namespace aws::region::watch
