// Chance that repeats itself: the same seed and the same order of questions give the same answers.
#pragma once

#include "base/random.h"

namespace aws::region::chaos {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(seed) {}

  // True for that share of all questions.
  bool hit(double share) {
    constexpr double kOneIn = 1.0 / (1ULL << 53U);  // a double has 53 bits
    return static_cast<double>(random_.next() >> 11U) * kOneIn < share;
  }

 private:
  SeededRandom random_;
};

}  // namespace aws::region::chaos
