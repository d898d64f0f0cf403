// What happens in a region, a line for each: calls, visitors' requests, happenings. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "viewer/news.h"

namespace aws::viewer {

enum class Kind { kCalls, kVisits, kHappenings };

struct Selection {
  std::set<Kind> kinds;            // none: all of them
  std::vector<std::string> words;  // a line is told that has all of them, in either case
};

class Tap {
 public:
  explicit Tap(Selection selection);

  // One line each, without its end.
  std::vector<std::string> lines(const News& news) const;
  // How many calls and visits the region has counted and not told one by one: there were too many at once.
  std::int64_t untold(const News& news) const;

 private:
  bool wants(Kind kind) const;
  bool wants(std::string line) const;

  Selection selection_;
};

}  // namespace aws::viewer
