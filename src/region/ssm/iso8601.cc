#include "region/ssm/iso8601.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace aws::region::ssm {

std::string iso_time(Timestamp time) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(milliseconds / 1000)),
                     milliseconds % 1000);
}

std::string iso_duration(std::chrono::milliseconds duration) {
  const auto milliseconds = duration.count();
  const auto hours = milliseconds / 3'600'000;
  const auto minutes = milliseconds / 60'000 % 60;
  std::string text = "PT";
  if (hours > 0) text += fmt::format("{}H", hours);
  if (minutes > 0) text += fmt::format("{}M", minutes);
  return text + fmt::format("{}.{:03}S", milliseconds / 1000 % 60, milliseconds % 1000);
}

}  // namespace aws::region::ssm
