// delay-line INTERFACE MILLISECONDS [BLOCK...]: until it is told to end, whatever leaves by the interface, or to these
// IPv4 addresses and CIDR blocks, leaves late.
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

std::optional<int> number_up_to(int most, std::string_view text) {
  int number = -1;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return whole && number >= 0 && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<Block> block_of(const std::string& text) {
  const auto slash = text.find('/');
  const auto bits = slash == std::string::npos ? kBits : number_up_to(kBits, std::string_view(text).substr(slash + 1));
  in_addr address{};
  if (!bits || inet_pton(AF_INET, text.substr(0, slash).c_str(), &address) != 1) return std::nullopt;
  return Block{ntohl(address.s_addr), *bits == 0 ? 0 : ~std::uint32_t{0} << (kBits - *bits)};
}

int usage(const char* wrong) {
  std::fprintf(stderr, "delay-line: %s\nusage: delay-line INTERFACE MILLISECONDS [ADDRESS[/BITS]...]\n", wrong);
  return kUsage;
}

}  // namespace

int main(int count, char** arguments) {
  constexpr int kLongest = 3'600'000;
  if (count < 3) return usage("what is late, and how late?");
  const auto milliseconds = number_up_to(kLongest, arguments[2]);
  if (!milliseconds) return usage("not a number of milliseconds");
  if (if_nametoindex(arguments[1]) == 0) return usage("no interface of this name");
  Delay delay{.interface = arguments[1], .by = std::chrono::milliseconds(*milliseconds)};
  for (int i = 3; i < count; ++i) {
    const auto block = block_of(arguments[i]);
    if (!block) return usage("not an IPv4 address or a CIDR block");
    delay.to.push_back(*block);
  }
  run_delay_line(delay);
}
