#include "client/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "client/errors.h"

namespace aws::client {
namespace {

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

std::optional<std::string> known(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional(value);
}

std::optional<std::string> find(const IniSettings& section, const std::string& setting) {
  const auto found = section.find(setting);
  return found == section.end() ? std::nullopt : known(found->second.value);
}

// The last one that is meant, as there may be several: [profile x] and [profile "x"], [default] and [profile default].
template <class IsMeant>
const IniSettings* last(const IniFile& file, const IsMeant& is_meant) {
  const auto found = std::find_if(file.rbegin(), file.rend(), is_meant);
  return found == file.rend() ? nullptr : &found->settings;
}

}  // namespace

Profile Profile::load(const Environment& environment, const std::string& name) {
  const auto credentials_path = file_path(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  const auto config_path = file_path(environment, "AWS_CONFIG_FILE", "config");
  const IniFile credentials = load_file(credentials_path);
  const IniFile config = load_file(config_path);

  Profile profile;
  const std::string asked_for = name.empty() ? named_by(environment) : name;
  profile.name_ = asked_for.empty() ? "default" : asked_for;
  profile.files_ = fmt::format("{}, {}", credentials_path.string(), config_path.string());

  const auto* in_credentials =
      last(credentials, [&](const IniSection& section) { return section.header == profile.name_; });
  const auto* in_config = last(config, [&](const IniSection& section) {
    return section.is("profile", profile.name_) || (section.header == "default" && profile.name_ == "default");
  });
  if (in_credentials != nullptr) profile.credentials_ = *in_credentials;
  if (in_config != nullptr) profile.config_ = *in_config;
  if (!asked_for.empty() && in_credentials == nullptr && in_config == nullptr) {
    throw profile_not_found(profile.name_, profile.files_);
  }
  if (const auto services = aws::client::find(profile.config_, "services")) {
    const auto* named = last(config, [&](const IniSection& section) { return section.is("services", *services); });
    if (named != nullptr) profile.services_ = *named;
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
  const auto found = services_->find(service);
  if (found == services_->end()) return std::nullopt;
  const auto& below = found->second.below;
  const auto value = below.find(setting);
  return value == below.end() ? std::nullopt : known(value->second);
}

}  // namespace aws::client
