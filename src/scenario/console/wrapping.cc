#include "scenario/console/wrapping.h"

#include <algorithm>
#include <cctype>

namespace aws::scenario {
namespace {

constexpr std::string_view kMore = "...";

// How far the lines below an item of a list are indented: "  * text", "1. text". 0: it is none.
std::size_t item_indent(std::string_view line) {
  const auto start = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view rest = line.substr(start);
  if (rest.starts_with("* ")) return start + 2;
  const bool numbered = rest.size() > 3 && std::isdigit(static_cast<unsigned char>(rest[0])) != 0;
  return numbered && rest.substr(1).starts_with(". ") ? start + 3 : 0;
}

bool is_rule(std::string_view line) { return !line.empty() && line.find_first_not_of('-') == std::string_view::npos; }

bool is_prose(std::string_view line) {
  if (item_indent(line) > 0) return true;
  if (is_rule(line)) return false;
  const bool in_columns = line.find("  ") != std::string_view::npos;
  return !line.empty() && !in_columns && std::string_view(" \t{[").find(line[0]) == std::string_view::npos;
}

// Where the last word ends that fits, or the first word when not even that does; npos when all of it fits.
std::size_t break_of(std::string_view line, std::size_t width, std::size_t indent) {
  if (columns(line) <= width) return std::string_view::npos;
  std::size_t last = std::string_view::npos;
  for (auto blank = line.find(' ', indent); blank != std::string_view::npos; blank = line.find(' ', blank + 1)) {
    if (last != std::string_view::npos && columns(line.substr(0, blank)) > width) break;
    last = blank;
  }
  return last;
}

class Wrapper {
 public:
  explicit Wrapper(std::size_t width) : width_(width) {}

  void add(std::string_view line) {
    const bool goes_on = too_long_ && is_prose(line) && item_indent(line) == 0;
    if (!goes_on) end_paragraph();
    if (!is_prose(line)) return write(is_rule(line) ? line.substr(0, width_) : line);
    if (!goes_on) indent_ = item_indent(line);
    paragraph_ += (goes_on ? " " : "") + std::string(line);
    fill();
    if (!too_long_) end_paragraph();
  }

  std::string take() {
    end_paragraph();
    if (!text_.empty()) text_.pop_back();
    return std::move(text_);
  }

 private:
  void write(std::string_view line) {
    text_ += line;
    text_ += '\n';
  }

  void fill() {
    for (auto end = break_of(paragraph_, width_, indent_); end != std::string::npos;
         end = break_of(paragraph_, width_, indent_)) {
      too_long_ = true;
      write(paragraph_.substr(0, end));
      paragraph_ = std::string(indent_, ' ') + paragraph_.substr(end + 1);
    }
  }

  void end_paragraph() {
    if (!paragraph_.empty()) write(paragraph_);
    paragraph_.clear();
    too_long_ = false;
  }

  std::size_t width_;
  std::string text_;
  std::string paragraph_;  // what of it has not been written
  std::size_t indent_ = 0;
  bool too_long_ = false;  // one of its lines was
};

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string wrapped(std::string_view text, std::size_t width) {
  Wrapper wrapper(width);
  for (;;) {
    const auto end = text.find('\n');
    wrapper.add(text.substr(0, end));
    if (end == std::string_view::npos) return wrapper.take();
    text.remove_prefix(end + 1);
  }
}

std::string shortened(std::string_view line, std::size_t width) {
  if (columns(line) <= width) return std::string(line);
  const auto end = break_of(line, width - std::min(width, kMore.size()), 0);
  return std::string(line.substr(0, end)) + std::string(kMore);
}

}  // namespace aws::scenario
