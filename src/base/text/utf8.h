// Text as characters instead of bytes: what the lengths and patterns of service models count.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace aws::text {

std::optional<std::wstring> from_utf8(std::string_view text);  // nothing when it is not UTF-8
std::size_t length_in_characters(std::string_view text);

bool is_scalar_value(char32_t character);  // every character but the surrogates

// With U+FFFD for each character that is not allowed, and for each byte that is no part of one.
std::string replacing_all_but(bool (*allowed)(char32_t), std::string_view text);

}  // namespace aws::text
