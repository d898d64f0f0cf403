// Lines of a screen made of words that mean something: laid out in columns, cut to a window, coloured for those who see
// colours. Pure.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace aws::viewer {

enum class Style { kPlain, kHeading, kGood, kBad, kWaiting };

struct Span {
  Span(std::string of, Style as = Style::kPlain) : text(std::move(of)), style(as) {}
  Span(const char* of, Style as = Style::kPlain) : text(of), style(as) {}

  std::string text;
  Style style;
};
using Line = std::vector<Span>;

struct Window {
  std::size_t width = std::numeric_limits<std::size_t>::max();
  std::size_t height = std::numeric_limits<std::size_t>::max();
};

enum class Colour { kNone, kAnsi };

// The rows with their cells below one another, indented.
std::vector<Line> in_columns(std::vector<Line> rows);

// A line as a terminal is told it, no longer than `width`. What a terminal would obey is replaced: not all that is
// shown was said by friends.
std::string told(const Line& line, std::size_t width, Colour colour);

// Text without characters that a terminal would obey.
std::string harmless(std::string_view text);

}  // namespace aws::viewer
