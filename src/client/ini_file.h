// A file of settings as the AWS command line reads it: Python's RawConfigParser, then botocore's configloader for what
// is indented below a setting without a value. What it refuses is refused here, with the line.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace aws::client {

struct IniSetting {
  std::string value;
  std::map<std::string, std::string> below;  // settings of its own

  bool operator==(const IniSetting&) const = default;
};

using IniSettings = std::map<std::string, IniSetting>;  // by names in small letters

struct IniSection {
  std::string header;  // as it stands between the brackets
  IniSettings settings;

  // [profile x] and [profile "x"] are of the kind "profile" and named "x".
  bool is(std::string_view kind, std::string_view name) const;
};

using IniFile = std::vector<IniSection>;  // in the file's order

// `text` is the content of `file`, which errors name. Throws "InvalidProfile".
IniFile parse_ini(std::string_view text, const std::string& file);

}  // namespace aws::client
