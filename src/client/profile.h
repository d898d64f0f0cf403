// The files that the AWS command line and every AWS SDK share: ~/.aws/credentials and ~/.aws/config.
// https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
#pragma once

#include <optional>
#include <string>

#include "client/environment.h"
#include "client/ini_file.h"

namespace aws::client {

class Profile {
 public:
  // The profile `name`, or when that is empty the one of AWS_DEFAULT_PROFILE, AWS_PROFILE, or "default". Throws
  // "ProfileNotFound" when one that was asked for by name is in neither file; no "default" is an empty profile.
  static Profile load(const Environment& environment, const std::string& name = "");

  const std::string& name() const { return name_; }
  const std::string& files() const { return files_; }  // for messages: "/home/x/.aws/credentials, /home/x/.aws/config"

  std::optional<std::string> get(const std::string& setting) const;  // the credentials file wins
  // The key pair comes from one file: its access key id there, and what goes with it.
  std::optional<std::string> key_setting(const std::string& setting) const;
  // In the section that the profile's `services` names. Throws "InvalidProfile" when there is no such section.
  std::optional<std::string> service_setting(const std::string& service, const std::string& setting) const;

 private:
  std::string name_;
  std::string files_;
  IniSettings credentials_;
  IniSettings config_;
  std::optional<IniSettings> services_;
};

// What the variable says, or else the profile's setting.
std::optional<std::string> setting(const Environment& environment, const std::string& variable, const Profile& profile,
                                   const std::string& name);

}  // namespace aws::client
