#include "base/random.h"

#include <sys/random.h>

#include <array>
#include <cassert>
#include <cstddef>
#include <utility>

namespace aws {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kCharactersPerNumber = 8;  // of alphabets up to 64 characters, with bits to spare for evenness

}  // namespace

std::uint64_t SystemRandom::next() {
  // Several at a time: asking for one costs more than all else that makes an identifier.
  thread_local std::array<std::uint64_t, 32> fetched{};  // as much as getrandom(2) never cuts short
  thread_local std::size_t left = 0;
  if (left == 0) {
    [[maybe_unused]] const auto read = getrandom(fetched.data(), sizeof fetched, 0);
    assert(read == sizeof fetched);
    left = fetched.size();
  }
  return std::exchange(fetched[--left], 0);  // nobody finds it here afterwards
}

// SplitMix64.
std::uint64_t SeededRandom::next() {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
  return mixed ^ (mixed >> 31U);
}

std::string random_text(Random& random, std::string_view alphabet, std::size_t length) {
  std::string text(length, ' ');
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < length; ++i) {
    if (i % kCharactersPerNumber == 0) bits = random.next();
    text[i] = alphabet[bits % alphabet.size()];
    bits /= alphabet.size();
  }
  return text;
}

std::string hex_id(Random& random, std::string_view prefix, std::size_t digits) {
  return std::string(prefix) + random_text(random, kHex, digits);
}

std::string uuid(Random& random) {
  std::string text = random_text(random, kHex, 36);
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text[dash] = '-';
  text[14] = '4';
  text[19] = "89ab"[random.next() % 4];
  return text;
}

std::string iam_id(Random& random, std::string_view prefix, std::size_t length) {
  return std::string(prefix) + random_text(random, kBase32, length - prefix.size());
}

}  // namespace aws
