#include "region/watch/visit_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <numeric>

namespace aws::region::watch {
namespace {

namespace json = boost::json;

constexpr std::size_t kSamples = 20;

// The smallest that so much of all do not exceed.
std::int64_t quantile(std::vector<std::int64_t>& values, double share) {
  if (values.empty()) return 0;
  const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

json::object told(const Visit& visit) {
  return {{"listener", visit.listener},
          {"group", visit.target.group_arn},
          {"target", visit.target.target},
          {"status", visit.status},
          {"milliseconds", visit.took.count()},
          {"client", visit.client},
          {"method", visit.method},
          {"path", visit.path}};
}

}  // namespace

void VisitLog::add(const Visit& visit) {
  const auto kind = static_cast<std::size_t>(visit.status / 100);
  ++by_class_[kind < by_class_.size() ? kind : 0];
  milliseconds_.push_back(visit.took.count());
  if (!visit.target.target.empty()) ++by_target_[visit.target];
  // What went wrong is worth more than what went right.
  if (samples_.size() < kSamples) {
    samples_.push_back(visit);
  } else if (kind != 2) {
    samples_[milliseconds_.size() % kSamples] = visit;
  }
}

json::object VisitLog::news() {
  json::object classes;
  for (std::size_t kind = 0; kind < by_class_.size(); ++kind) {
    if (by_class_[kind] > 0) classes[kind == 0 ? "none" : fmt::format("{}xx", kind)] = by_class_[kind];
  }
  json::array targets;
  for (const auto& [name, count] : by_target_) {
    targets.push_back({{"group", name.group_arn}, {"target", name.target}, {"count", count}});
  }
  json::array samples;
  for (const auto& visit : samples_) samples.push_back(told(visit));
  json::object news{{"count", milliseconds_.size()},       {"classes", std::move(classes)},
                    {"p50", quantile(milliseconds_, 0.5)}, {"p99", quantile(milliseconds_, 0.99)},
                    {"targets", std::move(targets)},       {"samples", std::move(samples)}};
  *this = VisitLog();
  return news;
}

}  // namespace aws::region::watch
