#include "client/credentials/process/shell_words.h"

namespace aws::client {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Between double quotes a backslash is one, unless it stands before what it could be needed for.
bool is_escape(char c, char quote, char next) {
  return c == '\\' && (quote == '\0' || (quote == '"' && (next == '"' || next == '\\')));
}

}  // namespace

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';  // the one that is open
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote == '\0' && is_blank(c)) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (i + 1 < line.size() && is_escape(c, quote, line[i + 1])) {
      words.back() += line[++i];
    } else if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else {
      words.back() += c;
    }
  }
  return quote == '\0' ? words : std::vector<std::string>();
}

}  // namespace aws::client
