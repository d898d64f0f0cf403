#include "region/fis/iso_duration.h"

#include <array>
#include <charconv>

namespace aws::region::fis {
namespace {

using std::chrono::seconds;

struct IsoUnit {
  char name;
  bool of_time;  // behind the T
  seconds length;
};

constexpr std::array kUnits{IsoUnit{'W', false, std::chrono::hours(7 * 24)},
                            IsoUnit{'D', false, std::chrono::hours(24)}, IsoUnit{'H', true, std::chrono::hours(1)},
                            IsoUnit{'M', true, std::chrono::minutes(1)}, IsoUnit{'S', true, seconds(1)}};
constexpr int kMostOfAUnit = 1'000'000;

// Takes "12H" off the text, as a later unit than those before it.
std::optional<seconds> take_part(std::string_view& text, bool in_time, std::size_t& next_unit) {
  int count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  const auto digits = static_cast<std::size_t>(end - text.data());
  if (problem != std::errc() || digits == text.size() || count < 0 || count > kMostOfAUnit) return std::nullopt;
  for (; next_unit < kUnits.size(); ++next_unit) {
    const auto& unit = kUnits[next_unit];
    if (unit.name != text[digits] || unit.of_time != in_time) continue;
    ++next_unit;
    text.remove_prefix(digits + 1);
    return unit.length * count;
  }
  return std::nullopt;
}

}  // namespace

std::optional<seconds> iso_duration(std::string_view text) {
  if (!text.starts_with('P') || text.size() < 3 || text.ends_with('T')) return std::nullopt;
  text.remove_prefix(1);
  seconds whole{};
  bool in_time = false;
  for (std::size_t next_unit = 0; !text.empty();) {
    if (!in_time && text.front() == 'T') {
      in_time = true;
      text.remove_prefix(1);
    }
    const auto part = take_part(text, in_time, next_unit);
    if (!part) return std::nullopt;
    whole += *part;
  }
  return whole;
}

}  // namespace aws::region::fis
