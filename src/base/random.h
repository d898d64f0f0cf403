// Identifiers in the forms that AWS gives them, from an injected source of randomness.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aws {

class Random {
 public:
  virtual ~Random() = default;
  virtual std::uint64_t next() = 0;  // 64 random bits
};

// The kernel's entropy. For everything but tests; any thread.
class SystemRandom final : public Random {
 public:
  std::uint64_t next() override;
};

// A repeatable sequence, so that a test's transcript is the same every time.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() override;

 private:
  std::uint64_t state_;
};

std::string random_text(Random& random, std::string_view alphabet, std::size_t length);

std::string hex_id(Random& random, std::string_view prefix, std::size_t digits = 17);  // i-0123456789abcdef0
std::string uuid(Random& random);                                                      // version 4
// IAM's identifiers: a four-letter prefix and capital base-32 letters. Length counts the prefix.
std::string iam_id(Random& random, std::string_view prefix, std::size_t length = 21);

}  // namespace aws
