#include "base/text/timestamp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace aws::text {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Fields {
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<milliseconds> time;
};

Fields split(Timestamp moment) {
  const auto day = floor<std::chrono::days>(moment);
  return {day, std::chrono::hh_mm_ss(floor<milliseconds>(moment - day))};
}

// Eats what it reads from the front of a text; once something did not match, everything fails.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int number(std::size_t digits) {
    int value = 0;
    if (rest_.size() < digits) return fail();
    for (const char digit : rest_.substr(0, digits)) {
      if (digit < '0' || digit > '9') return fail();
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  bool skip(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  void expect(std::string_view expected) {
    if (!skip(expected)) fail();
  }

  milliseconds fraction() {
    int value = 0;
    int digits = 0;
    for (; !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; rest_.remove_prefix(1)) {
      if (digits++ < 3) value = value * 10 + (rest_[0] - '0');
    }
    if (digits == 0) fail();
    for (; digits < 3; ++digits) value *= 10;
    return milliseconds(value);
  }

  std::size_t one_of(std::span<const std::string_view> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (skip(words[i])) return i;
    }
    fail();
    return 0;
  }

  bool at_end() const { return rest_.empty(); }
  bool complete() const { return !failed_ && rest_.empty(); }

 private:
  int fail() {
    failed_ = true;
    return 0;
  }

  std::string_view rest_;
  bool failed_ = false;
};

std::optional<Timestamp> assemble(int year, unsigned month, unsigned day, milliseconds time) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok() || time >= std::chrono::hours(24) + seconds(1)) return std::nullopt;
  const auto since_epoch = std::chrono::sys_time<milliseconds>(std::chrono::sys_days(date)) + time;
  return from_epoch_seconds(static_cast<double>(since_epoch.time_since_epoch().count()) / 1000.0);
}

milliseconds time_of_day(Reader& reader, std::string_view separator) {
  const std::chrono::hours hours(reader.number(2));
  reader.expect(separator);
  const std::chrono::minutes minutes(reader.number(2));
  reader.expect(separator);
  const seconds rest(reader.number(2));
  return hours + minutes + rest;
}

milliseconds zone_offset(Reader& reader) {
  if (reader.at_end() || reader.skip("Z")) return {};
  const int sign = reader.skip("-") ? -1 : 1;
  if (sign > 0) reader.expect("+");
  const std::chrono::hours hours(reader.number(2));
  reader.skip(":");
  return sign * (hours + std::chrono::minutes(reader.number(2)));
}

std::optional<Timestamp> parse_iso8601(std::string_view text) {
  Reader reader(text);
  const bool extended = text.size() > 4 && text[4] == '-';
  const std::string_view dash = extended ? "-" : "";
  const int year = reader.number(4);
  reader.expect(dash);
  const int month = reader.number(2);
  reader.expect(dash);
  const int day = reader.number(2);
  milliseconds time{};
  if (!reader.at_end()) {
    reader.expect("T");
    time = time_of_day(reader, extended ? ":" : "");
    if (reader.skip(".")) time += reader.fraction();
  }
  const auto offset = zone_offset(reader);
  if (!reader.complete()) return std::nullopt;
  const auto moment = assemble(year, static_cast<unsigned>(month), static_cast<unsigned>(day), time);
  return moment ? std::optional(*moment - offset) : std::nullopt;
}

std::optional<Timestamp> parse_rfc1123(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  Reader reader(text);
  reader.one_of(kDays);
  reader.expect(", ");
  const int day = reader.number(2);
  reader.expect(" ");
  const auto month = reader.one_of(kMonths) + 1;
  reader.expect(" ");
  const int year = reader.number(4);
  reader.expect(" ");
  const auto time = time_of_day(reader, ":");
  reader.expect(" GMT");
  if (!reader.complete()) return std::nullopt;
  return assemble(year, static_cast<unsigned>(month), static_cast<unsigned>(day), time);
}

std::optional<Timestamp> parse_epoch(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return from_epoch_seconds(value);
}

}  // namespace

std::string iso8601(Timestamp moment) {
  const auto [date, time] = split(moment);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::string iso8601_seconds(Timestamp moment) { return iso8601(floor<seconds>(moment)).replace(19, 4, ""); }

std::string iso8601_duration(milliseconds duration) {
  const auto count = duration.count();
  const auto hours = count / 3'600'000;
  const auto minutes = count / 60'000 % 60;
  std::string text = "PT";
  if (hours > 0) text += fmt::format("{}H", hours);
  if (minutes > 0) text += fmt::format("{}M", minutes);
  return text + fmt::format("{}.{:03}S", count / 1000 % 60, count % 1000);
}

std::string basic_iso8601(Timestamp moment) {
  const auto [date, time] = split(moment);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

double epoch_seconds(Timestamp moment) {
  return static_cast<double>(floor<milliseconds>(moment.time_since_epoch()).count()) / 1000.0;
}

Timestamp from_epoch_seconds(double seconds_since_epoch) {
  constexpr double kFarthest = 9.2e9;  // what fits into a Timestamp's nanoseconds: the years 1678 to 2261
  const double representable = std::clamp(seconds_since_epoch, -kFarthest, kFarthest);
  return Timestamp(milliseconds(std::llround(representable * 1000.0)));
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (const auto moment = parse_iso8601(text)) return moment;
  if (const auto moment = parse_rfc1123(text)) return moment;
  return parse_epoch(text);
}

}  // namespace aws::text
