// delay-line INTERFACE MILLISECONDS[~JITTER] [BLOCK...]: until it is told to end, whatever leaves by the interface, or
// to these IPv4 addresses and CIDR blocks, leaves late, by so many milliseconds more or less.
#include "supervisor/delay/delay_line.h"

#include <arpa/inet.h>
#include <net/if.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace aws::supervisor;

constexpr int kBits = 32;
constexpr int kUsage = 2;
constexpr int kLongest = 3'600'000;

std::optional<int> number_up_to(int most, std::string_view text) {
  int number = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return whole && number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

// "200" or "200~10".
bool take_time(std::string_view text, Delay& delay) {
  const auto sign = text.find('~');
  const auto by = number_up_to(kLongest, text.substr(0, sign));
  const auto jitter =
      !by || sign == std::string_view::npos ? std::optional(0) : number_up_to(kLongest, text.substr(sign + 1));
  if (!by || !jitter) return false;
  delay.by = std::chrono::milliseconds(*by);
  delay.jitter = std::chrono::milliseconds(*jitter);
  return true;
}

std::optional<Block> block_of(const std::string& text) {
  const auto slash = text.find('/');
  const auto bits = slash == std::string::npos ? kBits : number_up_to(kBits, std::string_view(text).substr(slash + 1));
  in_addr address{};
  if (!bits || inet_pton(AF_INET, text.substr(0, slash).c_str(), &address) != 1) return std::nullopt;
  return Block{ntohl(address.s_addr), *bits == 0 ? 0 : ~std::uint32_t{0} << (kBits - *bits)};
}

int usage(const char* wrong) {
  std::fprintf(stderr, "delay-line: %s\nusage: delay-line INTERFACE MILLISECONDS[~JITTER] [ADDRESS[/BITS]...]\n",
               wrong);
  return kUsage;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return usage("what is late, and how late?");
  if (if_nametoindex(arguments[1]) == 0) return usage("no interface of this name");
  Delay delay{.interface = arguments[1]};
  if (!take_time(arguments[2], delay)) return usage("not a number of milliseconds, nor two of them");
  for (int i = 3; i < count; ++i) {
    const auto block = block_of(arguments[i]);
    if (!block) return usage("not an IPv4 address or a CIDR block");
    delay.to.push_back(*block);
  }
  run_delay_line(delay);
}
