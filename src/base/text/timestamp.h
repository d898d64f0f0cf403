// Moments in the forms in which they travel.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace aws::text {

std::string iso8601(Timestamp moment);          // 2026-01-02T03:04:05.678Z
std::string iso8601_seconds(Timestamp moment);  // 2026-01-02T03:04:05Z
std::string basic_iso8601(Timestamp moment);    // 20260102T030405Z, as signatures have it
double epoch_seconds(Timestamp moment);         // 1767323045.678
Timestamp from_epoch_seconds(double seconds);   // to the millisecond

std::string iso8601_duration(std::chrono::milliseconds duration);  // PT1H0.271S

// Reads every form that AWS and its clients send: ISO 8601 with or without separators, fraction and zone, RFC 1123
// ("Fri, 02 Jan 2026 03:04:05 GMT") and seconds since the epoch. Nothing when it is none of these.
std::optional<Timestamp> parse_timestamp(std::string_view text);

}  // namespace aws::text
