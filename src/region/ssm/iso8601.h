// Times and durations as Run Command writes them into its answers.
#pragma once

#include <chrono>
#include <string>

#include "base/clock.h"

namespace aws::region::ssm {

std::string iso_time(Timestamp time);                          // 2026-01-02T03:04:05.678Z
std::string iso_duration(std::chrono::milliseconds duration);  // PT1H0.271S

}  // namespace aws::region::ssm
