// Inputs made of other inputs: the same ones for the same seed, on any machine.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace aws::fuzz {

class Mutation {
 public:
  // `corpus` must not be empty.
  Mutation(std::vector<std::string> corpus, std::uint64_t seed) : corpus_(std::move(corpus)), random_(seed) {}

  std::string next();

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  const std::string& any() { return corpus_[below(corpus_.size())]; }
  std::string part_of(const std::string& text);
  void change(std::string& text);
  void change_number(std::string& text);

  std::vector<std::string> corpus_;
  std::mt19937_64 random_;
};

}  // namespace aws::fuzz
