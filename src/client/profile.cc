#include "client/profile.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

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

// "[ profile   x ]" -> "profile x"
std::string section_name(std::string_view inside) {
  std::istringstream words{std::string(inside)};
  std::string name;
  for (std::string word; words >> word;) name += (name.empty() ? "" : " ") + word;
  return name;
}

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
  IniFile sections;
  std::map<std::string, std::string>* section = nullptr;
  std::string outer;  // the setting that indented lines belong to
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string content = trim(without_comment(line));
    if (content.empty() || content[0] == '#' || content[0] == ';') continue;
    const auto where = [&] { return fmt::format("{}:{}", file, number); };
    if (content[0] == '[') {
      if (content.back() != ']') throw invalid_profile(where(), "a section's name must end with ']'");
      section = &sections[section_name(std::string_view(content).substr(1, content.size() - 2))];
      outer.clear();
      continue;
    }
    const auto equals = content.find('=');
    if (equals == std::string::npos) throw invalid_profile(where(), "neither '[section]' nor 'setting = value'");
    if (section == nullptr) throw invalid_profile(where(), "a setting before the first '[section]'");
    const std::string name = trim(std::string_view(content).substr(0, equals));
    const bool nested = kBlank.find(line[0]) != std::string_view::npos && !outer.empty();
    if (!nested) outer = name;
    (*section)[nested ? outer + "." + name : name] = trim(std::string_view(content).substr(equals + 1));
  }
  return sections;
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
