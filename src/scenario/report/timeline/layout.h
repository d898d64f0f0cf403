// Where things go on a timeline, so that none hides another. Numbers only, in the picture's units.
#pragma once

#include <vector>

namespace aws::scenario {

// From moments to places: `begin` is at `left`, `end` at `right`.
struct Axis {
  double begin = 0, end = 1;
  double left = 0, right = 1;

  double place(double moment) const { return left + (moment - begin) / (end - begin) * (right - left); }
  std::vector<double> ticks() const;  // at round numbers, fifteen at most
};

struct Label {
  double wanted = 0;  // where it would like to begin
  double width = 0;
};

// Where labels in a row begin, in the order in which they come: close to where they want to, between 0 and `right`.
std::vector<double> places(const std::vector<Label>& labels, double right);

// On which level, from 0 to `levels` - 1, each mark of that width stands: on the lowest that is free at its place. When
// none is, on the one that has been free of marks for longest.
std::vector<std::size_t> levels(const std::vector<double>& marks, double width, std::size_t levels);

}  // namespace aws::scenario
