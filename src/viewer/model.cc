#include "viewer/model.h"

#include <algorithm>
#include <utility>

namespace aws::viewer {
namespace {

constexpr int kPartsOfASecond = 4;
constexpr std::size_t kCallsKept = 100;

std::int64_t count_of(const TargetName& target, const std::map<TargetName, std::int64_t>& counts) {
  const auto found = counts.find(target);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

void Model::hear(News news) {
  if (auto* picture = std::get_if<Picture>(&news)) picture_ = std::move(*picture);
  if (auto* in_flight = std::get_if<InFlight>(&news)) in_flight_ = std::move(*in_flight);
  if (auto* visits = std::get_if<Visits>(&news)) add(*visits);
  if (auto* calls = std::get_if<Calls>(&news)) add(std::move(*calls));
}

void Model::add(const Visits& part) {
  second_.at = part.at;
  second_.count += part.count;
  for (const auto& [kind, count] : part.classes) second_.classes[kind] += count;
  for (const auto& [target, count] : part.targets) second_.targets[target] += count;
  // Of the parts' medians the greatest: an upper bound, for the parts do not tell each request.
  second_.p50 = std::max(second_.p50, part.p50);
  second_.p99 = std::max(second_.p99, part.p99);
  if (++parts_ < kPartsOfASecond) return;
  parts_ = 0;
  last_second_ = std::exchange(second_, {});
}

void Model::add(Calls calls) {
  call_count_ += calls.count;
  denied_count_ += calls.denied;
  for (auto& call : calls.newest) calls_.push_front(std::move(call));
  if (calls_.size() > kCallsKept) calls_.resize(kCallsKept);
}

std::int64_t Model::per_second(const TargetName& target) const {
  return last_second_ ? count_of(target, last_second_->targets) : 0;
}

std::int64_t Model::in_flight(const TargetName& target) const { return count_of(target, in_flight_.counts); }

std::map<std::string, std::int64_t> Model::health() const {
  std::map<std::string, std::int64_t> counts;
  for (const auto& group : picture_.target_groups) {
    for (const auto& target : group.targets) ++counts[target.health];
  }
  return counts;
}

}  // namespace aws::viewer
