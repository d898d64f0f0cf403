#include "viewer/layout.h"

#include <algorithm>

#include "base/text/utf8.h"

namespace aws::viewer {
namespace {

constexpr std::size_t kBetweenColumns = 2;

bool is_printable(char32_t character) { return character >= 0x20 && (character < 0x7f || character > 0x9f); }

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }

std::size_t columns(std::string_view text) { return std::ranges::count_if(text, begins_character); }

// As many of the first characters as fit.
std::string_view cut(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    if (!begins_character(text[end])) continue;
    if (width == 0) break;
    --width;
  }
  return text.substr(0, end);
}

const char* code_of(Style style) {
  switch (style) {
    case Style::kHeading:
      return "\033[1m";
    case Style::kGood:
      return "\033[32m";
    case Style::kBad:
      return "\033[31m";
    case Style::kWaiting:
      return "\033[33m";
    case Style::kPlain:
      break;
  }
  return "";
}

}  // namespace

std::string harmless(std::string_view text) { return text::replacing_all_but(is_printable, text); }

std::vector<Line> in_columns(std::vector<Line> rows) {
  std::vector<std::size_t> widths;
  for (const Line& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(harmless(row[i].text)));
  }
  for (Line& row : rows) {
    for (std::size_t i = 0; i + 1 < row.size(); ++i) {
      row[i].text.append(widths[i] + kBetweenColumns - columns(harmless(row[i].text)), ' ');
    }
    row.insert(row.begin(), "  ");
  }
  return rows;
}

std::string told(const Line& line, std::size_t width, Colour colour) {
  std::string all;
  for (const auto& [text, style] : line) {
    const std::string whole = harmless(text);
    const auto shown = cut(whole, width);
    width -= columns(shown);
    const std::string_view code = colour == Colour::kAnsi ? code_of(style) : "";
    all.append(code).append(shown).append(code.empty() ? "" : "\033[0m");
  }
  return all;
}

}  // namespace aws::viewer
