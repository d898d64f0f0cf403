// Chance that repeats itself: the same seed and the same order of questions give the same answers.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/random.h"

namespace aws::region::chaos {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(seed) {}

  // True for that share of all questions.
  bool hit(double share) { return any() < share; }
  // Any from -most to most, each as likely.
  std::chrono::milliseconds within(std::chrono::milliseconds most) {
    if (most.count() == 0) return most;  // without a question
    const auto draw = static_cast<std::int64_t>(any() * static_cast<double>(2 * most.count() + 1));
    return std::chrono::milliseconds(draw - most.count());
  }

 private:
  // From 0 to less than 1.
  double any() {
    constexpr double kOneIn = 1.0 / (1ULL << 53U);  // a double has 53 bits
    return static_cast<double>(random_.next() >> 11U) * kOneIn;
  }

  SeededRandom random_;
};

}  // namespace aws::region::chaos
