// What the generated structs are made of.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"

namespace aws {

// Bytes that travel as base64.
struct Blob {
  std::string bytes;
  auto operator<=>(const Blob&) const = default;
};

}  // namespace aws
