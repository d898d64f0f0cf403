#include "base/text/utf8.h"

#include <algorithm>
#include <array>

namespace aws::text {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// How many bytes a character has that starts with this one; 0 when none does.
std::size_t bytes_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

}  // namespace

std::optional<std::wstring> from_utf8(std::string_view text) {
  std::wstring wide;
  wide.reserve(text.size());
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t count = bytes_of(lead);
    if (count == 0 || count > text.size()) return std::nullopt;
    constexpr std::array<unsigned, 5> kLeadBits{0, 0x7F, 0x1F, 0x0F, 0x07};
    auto character = static_cast<wchar_t>(lead & kLeadBits[count]);
    for (const char byte : text.substr(1, count - 1)) {
      if (!is_continuation(byte)) return std::nullopt;
      character = character << 6 | (byte & 0x3F);
    }
    wide += character;
    text.remove_prefix(count);
  }
  return wide;
}

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

}  // namespace aws::text
