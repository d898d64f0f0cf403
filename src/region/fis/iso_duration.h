// Durations as actions have them: "PT2M", "PT1H30M", "P1DT12H".
// https://en.wikipedia.org/wiki/ISO_8601#Durations
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace aws::region::fis {

// Nothing for what is none; months and years, whose length is not known, are none.
std::optional<std::chrono::seconds> iso_duration(std::string_view text);

}  // namespace aws::region::fis
