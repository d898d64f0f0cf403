#include "client/ini_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text/utf8.h"
#include "client/credentials/process/shell_words.h"
#include "client/errors.h"

namespace aws::client {
namespace {

constexpr std::string_view kBlank = " \t\v\f\x1c\x1d\x1e\x1f";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kOfAllSections = "DEFAULT";  // its settings are those of each section that has no other

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

// A file's lines, one after the other.
class IniReader {
 public:
  explicit IniReader(const std::string& file) : file_(file) {}

  void read(std::string_view line) {
    ++number_;
    if (number_ == 1 && line.starts_with(kByteOrderMark)) throw invalid("begins with a byte order mark");
    if (!text::from_utf8(line)) throw invalid("not UTF-8");
    const std::string content = trim(line);
    if (content.empty()) return read_more("");
    if (content[0] == '#' || content[0] == ';') return;
    const auto indent = line.find_first_not_of(kBlank);
    if (setting_ != nullptr && indent > indent_) return read_more(content);
    end_setting();
    indent_ = indent;
    const auto bracket = content.rfind(']');
    const bool is_section = content[0] == '[' && bracket != std::string::npos && bracket > 1;
    is_section ? begin_section(content.substr(1, bracket - 1)) : begin_setting(content);
  }

  IniFile take() {
    end_setting();
    for (auto& section : sections_) section.settings.insert(of_all_.begin(), of_all_.end());
    return std::move(sections_);
  }

 private:
  struct Line {
    int number;
    std::string content;
  };

  Error invalid(const std::string& problem) const { return invalid(problem, number_); }
  Error invalid(const std::string& problem, int number) const {
    return invalid_profile(fmt::format("{}:{}", file_, number), problem);
  }

  void begin_section(const std::string& header) {
    if (header == kOfAllSections) {
      section_ = &of_all_;
      return;
    }
    if (!headers_.insert(header).second) throw invalid(fmt::format("a second section [{}]", header));
    section_ = &sections_.emplace_back(IniSection{.header = header, .settings = {}}).settings;
  }

  void begin_setting(const std::string& content) {
    if (section_ == nullptr) throw invalid("a setting before the first '[section]'");
    const auto delimiter = content.find_first_of("=:");
    if (delimiter == std::string::npos || delimiter == 0) throw invalid("neither '[section]' nor 'setting = value'");
    const std::string name = lower_case(trim(content.substr(0, delimiter)));
    const auto [setting, is_first] = section_->try_emplace(name);
    if (!is_first) throw invalid(fmt::format("a second setting '{}' in its section", name));
    setting_ = &setting->second;
    setting_->value = trim(content.substr(delimiter + 1));
  }

  void read_more(const std::string& content) {
    if (setting_ != nullptr) more_.push_back({number_, content});
  }

  // What is indented further than a setting is more of its value, or below one without a value its own settings.
  void end_setting() {
    while (!more_.empty() && more_.back().content.empty()) more_.pop_back();
    const bool has_own = setting_ != nullptr && setting_->value.empty();
    for (const auto& line : more_) has_own ? add_below(line) : add_to_value(line);
    more_.clear();
    setting_ = nullptr;
  }

  void add_to_value(const Line& line) { setting_->value += "\n" + line.content; }

  void add_below(const Line& line) {
    if (line.content.empty()) return;
    const auto delimiter = line.content.find('=');
    if (delimiter == std::string::npos) throw invalid("not 'setting = value', below another setting", line.number);
    const std::string_view content = line.content;
    setting_->below[trim(content.substr(0, delimiter))] = trim(content.substr(delimiter + 1));
  }

  const std::string& file_;
  IniFile sections_;
  std::set<std::string> headers_;
  IniSettings of_all_;
  IniSettings* section_ = nullptr;
  IniSetting* setting_ = nullptr;  // to which lines that are indented further belong
  std::vector<Line> more_;         // those lines
  std::size_t indent_ = 0;
  int number_ = 0;
};

}  // namespace

bool IniSection::is(std::string_view kind, std::string_view name) const {
  if (!header.starts_with(kind)) return false;
  const auto words = split_words(header);
  return words.size() == 2 && words[1] == name;
}

IniFile parse_ini(std::string_view text, const std::string& file) {
  IniReader reader(file);
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    reader.read(text.substr(0, end));
    text.remove_prefix(std::min(end + (text.substr(end).starts_with("\r\n") ? 2 : 1), text.size()));
  }
  return reader.take();
}

}  // namespace aws::client
