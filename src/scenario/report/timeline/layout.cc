#include "scenario/report/timeline/layout.h"

#include <algorithm>
#include <cmath>

namespace aws::scenario {
namespace {

constexpr double kGap = 14;  // between two labels

// 1, 2, 5, 10, 20, ...: the least of these of which at most fifteen fit into the length.
double step(double length) {
  constexpr double kMost = 15;
  double power = std::pow(10, std::floor(std::log10(length / kMost)));
  for (;; power *= 10) {
    for (const double factor : {1, 2, 5}) {
      if (length / (factor * power) <= kMost) return factor * power;
    }
  }
}

}  // namespace

std::vector<double> Axis::ticks() const {
  std::vector<double> result;
  const double each = step(end - begin);
  for (double n = std::ceil(begin / each); n * each <= end; ++n) result.push_back(n * each);
  return result;
}

std::vector<double> places(const std::vector<Label>& labels, double right) {
  std::vector<double> result;
  double free = 0;
  for (const Label& label : labels) {
    result.push_back(std::max(label.wanted, free));
    free = result.back() + label.width + kGap;
  }
  for (std::size_t i = labels.size(); i-- > 0;) {
    result[i] = std::max(0.0, std::min(result[i], right - labels[i].width));
    right = result[i] - kGap;
  }
  return result;
}

std::vector<std::size_t> levels(const std::vector<double>& marks, double width, std::size_t levels) {
  std::vector<double> taken(levels, -HUGE_VAL);  // up to where
  std::vector<std::size_t> result;
  for (const double mark : marks) {
    const auto free = std::ranges::find_if(taken, [&](double until) { return until <= mark; });
    const auto level = free == taken.end() ? std::ranges::min_element(taken) : free;
    *level = mark + width;
    result.push_back(static_cast<std::size_t>(level - taken.begin()));
  }
  return result;
}

}  // namespace aws::scenario
