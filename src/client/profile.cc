#include "client/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

#include "client/credentials/shell_words.h"
#include "client/errors.h"

namespace aws::client {
namespace {

constexpr std::string_view kBlank = " \t\r";

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(kBlank) - first + 1));
}

// "value # comment": a comment inside a line starts after a blank.
std::string_view without_comment(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if ((text[i] == '#' || text[i] == ';') && kBlank.find(text[i - 1]) != std::string_view::npos)
      return text.substr(0, i);
  }
  return text;
}

// [ profile   "my own" ] -> "profile my own"
std::string section_name(std::string_view inside) {
  std::string name;
  for (const auto& word : split_words(inside)) name += (name.empty() ? "" : " ") + word;
  return name;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

// A file's lines as the AWS command line reads them, one after the other: settings may be indented, all alike; what is
// indented further belongs to the setting above.
class IniReader {
 public:
  explicit IniReader(const std::string& file) : file_(file) {}

  void read(const std::string& line) {
    ++number_;
    const std::string content = trim(without_comment(line));
    if (content.empty() || content[0] == '#' || content[0] == ';') return;
    const auto indent = line.find_first_not_of(kBlank);
    if (!outer_.empty() && indent > indent_) return read_below(content);
    indent_ = indent;
    content[0] == '[' ? begin_section(content) : read_setting(content);
  }

  IniFile take() { return std::move(sections_); }

 private:
  Error invalid(const std::string& problem) const {
    return invalid_profile(fmt::format("{}:{}", file_, number_), problem);
  }

  // What stands behind the bracket is passed over.
  void begin_section(const std::string& content) {
    const auto end = content.rfind(']');
    if (end == std::string::npos) throw invalid("a section's name must end with ']'");
    section_ = &sections_[section_name(std::string_view(content).substr(1, end - 1))];
    outer_.clear();
  }

  void read_setting(const std::string& content) {
    const auto [name, value] = split(content);
    if (section_ == nullptr) throw invalid("a setting before the first '[section]'");
    outer_ = lower_case(name);
    (*section_)[outer_] = value;
  }

  // Settings of their own below one without a value, more of its value below any other.
  void read_below(const std::string& content) {
    auto& above = (*section_)[outer_];
    if (!above.empty()) {
      above += "\n" + content;
      return;
    }
    const auto [name, value] = split(content);
    (*section_)[outer_ + "." + name] = value;
  }

  std::pair<std::string, std::string> split(const std::string& content) const {
    const auto delimiter = content.find_first_of("=:");
    if (delimiter == std::string::npos) throw invalid("neither '[section]' nor 'setting = value'");
    return {trim(std::string_view(content).substr(0, delimiter)),
            trim(std::string_view(content).substr(delimiter + 1))};
  }

  const std::string& file_;
  IniFile sections_;
  std::map<std::string, std::string>* section_ = nullptr;
  std::string outer_;  // the setting that lines which are indented further belong to
  std::size_t indent_ = 0;
  int number_ = 0;
};

IniFile load_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) return {};
  std::ostringstream text;
  text << file.rdbuf();
  return parse_ini(text.str(), path.string());
}

// Empty when neither the environment nor a home folder says where.
std::filesystem::path file_path(const Environment& environment, const std::string& variable, const char* name) {
  if (const auto path = environment.get(variable)) {
    return path->starts_with("~/") ? environment.home / path->substr(2) : std::filesystem::path(*path);
  }
  return environment.home.empty() ? std::filesystem::path() : environment.home / ".aws" / name;
}

std::string named_by(const Environment& environment) {
  for (const char* variable : {"AWS_DEFAULT_PROFILE", "AWS_PROFILE"}) {
    if (const auto name = environment.get(variable)) return *name;
  }
  return "";
}

std::optional<std::string> find(const std::map<std::string, std::string>& section, const std::string& setting) {
  const auto found = section.find(setting);
  if (found == section.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

}  // namespace

IniFile parse_ini(const std::string& text, const std::string& file) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::istringstream lines(text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text);
  IniReader reader(file);
  for (std::string line; std::getline(lines, line);) reader.read(line);
  return reader.take();
}

Profile Profile::load(const Environment& environment, const std::string& name) {
  const auto credentials_path = file_path(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  const auto config_path = file_path(environment, "AWS_CONFIG_FILE", "config");
  const IniFile credentials = load_file(credentials_path);
  const IniFile config = load_file(config_path);

  Profile profile;
  const std::string asked_for = name.empty() ? named_by(environment) : name;
  profile.name_ = asked_for.empty() ? "default" : asked_for;
  profile.files_ = fmt::format("{}, {}", credentials_path.string(), config_path.string());

  const auto in_credentials = credentials.find(profile.name_);
  if (in_credentials != credentials.end()) profile.credentials_ = in_credentials->second;
  auto in_config = config.find("profile " + profile.name_);
  if (in_config == config.end() && profile.name_ == "default") in_config = config.find("default");
  if (in_config != config.end()) profile.config_ = in_config->second;
  if (!asked_for.empty() && in_credentials == credentials.end() && in_config == config.end()) {
    throw profile_not_found(profile.name_, profile.files_);
  }
  if (const auto services = aws::client::find(profile.config_, "services")) {
    const auto section = config.find("services " + *services);
    if (section != config.end()) profile.services_ = section->second;
  }
  return profile;
}

std::optional<std::string> Profile::get(const std::string& setting) const {
  const auto value = find(credentials_, setting);
  return value ? value : find(config_, setting);
}

std::optional<std::string> Profile::key_setting(const std::string& setting) const {
  return find(credentials_.contains("aws_access_key_id") ? credentials_ : config_, setting);
}

std::optional<std::string> setting(const Environment& environment, const std::string& variable, const Profile& profile,
                                   const std::string& name) {
  const auto value = environment.get(variable);
  return value ? value : profile.get(name);
}

std::optional<std::string> Profile::service_setting(const std::string& service, const std::string& setting) const {
  const auto named = find(config_, "services");
  if (!named) return std::nullopt;
  if (!services_) {
    throw invalid_profile(files_, fmt::format("profile '{}' names [services {}], which is not there", name_, *named));
  }
  return find(*services_, service + "." + setting);
}

}  // namespace aws::client
