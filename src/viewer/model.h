// What is known of a region: the last picture, and what has been counted since somebody watches. Pure.
#pragma once

#include <deque>
#include <optional>

#include "viewer/news.h"

namespace aws::viewer {

class Model {
 public:
  void hear(News news);

  const Picture& picture() const { return picture_; }
  // Requests that have been answered in the last whole second; nothing before the first is over.
  const std::optional<Visits>& last_second() const { return last_second_; }
  std::int64_t per_second(const TargetName& target) const;
  std::int64_t in_flight(const TargetName& target) const;
  std::map<std::string, std::int64_t> health() const;  // how many targets are what

  const std::deque<Call>& calls() const { return calls_; }  // the newest first
  std::int64_t call_count() const { return call_count_; }
  std::int64_t denied_count() const { return denied_count_; }

 private:
  void add(const Visits& part);
  void add(Calls calls);

  Picture picture_;
  InFlight in_flight_;
  std::optional<Visits> last_second_;
  Visits second_;  // the one that is not over
  int parts_ = 0;  // of it
  std::deque<Call> calls_;
  std::int64_t call_count_ = 0, denied_count_ = 0;
};

}  // namespace aws::viewer
