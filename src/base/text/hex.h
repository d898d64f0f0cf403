// Bytes as hexadecimal digits, in small letters.
#pragma once

#include <string>
#include <string_view>

namespace aws::text {

std::string hex(std::string_view bytes);

}  // namespace aws::text
