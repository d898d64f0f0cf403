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

struct Character {
  char32_t value;
  std::size_t bytes;
};

// The first one of a text that has some; nothing when its bytes are none, or more than it takes.
std::optional<Character> first_character(std::string_view text) {
  constexpr std::array<unsigned, 5> kLeadBits{0, 0x7F, 0x1F, 0x0F, 0x07};
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t count = bytes_of(lead);
  if (count == 0 || count > text.size()) return std::nullopt;
  char32_t value = lead & kLeadBits[count];
  for (const char byte : text.substr(1, count - 1)) {
    if (!is_continuation(byte)) return std::nullopt;
    value = value << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return value < kLeast[count] ? std::nullopt : std::optional(Character{value, count});
}

}  // namespace

std::optional<std::wstring> from_utf8(std::string_view text) {
  std::wstring wide;
  wide.reserve(text.size());
  while (!text.empty()) {
    const auto character = first_character(text);
    if (!character) return std::nullopt;
    wide += static_cast<wchar_t>(character->value);
    text.remove_prefix(character->bytes);
  }
  return wide;
}

std::size_t length_in_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !is_continuation(byte); }));
}

bool is_scalar_value(char32_t character) { return character < 0xD800 || (character > 0xDFFF && character <= 0x10FFFF); }

std::string replacing_all_but(bool (*allowed)(char32_t), std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string mended;
  mended.reserve(text.size());
  while (!text.empty()) {
    const auto character = first_character(text);
    const std::size_t bytes = character ? character->bytes : 1;
    mended += character && allowed(character->value) ? text.substr(0, bytes) : kReplacement;
    text.remove_prefix(bytes);
  }
  return mended;
}

}  // namespace aws::text
