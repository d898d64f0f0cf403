#include "region/ssm/parameters/parameter_filter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "region/service/contains.h"
#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

using Words = std::vector<std::string_view>;

Words options_of(std::string_view key) {
  if (key == "Path") return {"Recursive", "OneLevel"};
  if (key == "Name") return {"BeginsWith", "Equals", "Contains"};
  if (key == "Label" || key.starts_with("tag:")) return {"Equals"};
  return {"BeginsWith", "Equals"};
}

// Those that are not free text.
Words values_of(std::string_view key) {
  if (key == "Type") return {"String", "SecureString", "StringList"};
  if (key == "Tier") return {"Standard", "Advanced", "Intelligent-Tiering"};
  if (key == "DataType") return {"text", "aws:ec2:image", "aws:ssm:integration"};
  return {};
}

void check_values(std::string_view key, const std::vector<std::string>& values) {
  if (values.empty() && !key.starts_with("tag:")) throw filter_values_missing(key);
  const Words known = values_of(key);
  for (const auto& value : values) {
    if (!known.empty() && !contains(known, value)) throw filter_value_unknown(value, known);
    if (key == "Path") check_path(value);
  }
}

bool matches(std::string_view option, std::string_view text, const std::vector<std::string>& values) {
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    if (option == "BeginsWith") return text.starts_with(value);
    if (option == "Contains") return text.find(value) != std::string_view::npos;
    return text == value;
  });
}

}  // namespace

ParameterFilter::ParameterFilter(const std::vector<aws::ssm::ParameterStringFilter>& filters, Words keys) {
  for (const auto& filter : filters) {
    const std::string key = filter.Key.value_or("");
    const bool known = contains(keys, key) || (key.starts_with("tag:") && contains(keys, "tag:"));
    if (!known) throw filter_key_unknown(key, keys);
    const Words options = options_of(key);
    const std::string option = filter.Option.value_or(key == "Path" ? "OneLevel" : "Equals");
    if (!contains(options, option)) throw filter_option_unknown(option, options);
    check_values(key, filter.Values);
    for (const auto& other : conditions_) {
      if (other.key == key) throw filter_twice(key);
    }
    conditions_.push_back({key, option, filter.Values});
  }
}

ParameterFilter::ParameterFilter(const std::vector<aws::ssm::ParametersFilter>& filters) {
  for (const auto& filter : filters) {
    const std::string key = filter.Key.value_or("");
    check_values(key, filter.Values);
    conditions_.push_back({key, key == "Name" ? "BeginsWith" : "Equals", filter.Values});
  }
}

bool ParameterFilter::accepts(const StoredParameter& parameter) const {
  return std::all_of(conditions_.begin(), conditions_.end(),
                     [&](const Condition& condition) { return holds(condition, parameter); });
}

bool ParameterFilter::holds(const Condition& condition, const StoredParameter& parameter) {
  const auto& [key, option, values] = condition;
  if (key == "Name") return matches(option, parameter.name, values);
  if (key == "Type") return matches(option, parameter.type, values);
  if (key == "KeyId") return matches(option, parameter.key_id, values);
  if (key == "Tier") return matches(option, parameter.tier, values);
  if (key == "DataType") return matches(option, parameter.data_type, values);
  if (key == "Path") {
    return std::any_of(values.begin(), values.end(), [&, recursive = option == "Recursive"](const std::string& path) {
      return is_below(parameter.name, path, recursive);
    });
  }
  if (key == "Label") {
    return std::any_of(values.begin(), values.end(), [&](const auto& label) { return parameter.labelled(label); });
  }
  const auto tag = parameter.tags.find(key.substr(std::string_view("tag:").size()));
  return tag != parameter.tags.end() && (values.empty() || matches(option, tag->second, values));
}

bool is_below(std::string_view name, std::string_view path, bool recursive) {
  std::string folder(path);
  if (!folder.ends_with('/')) folder += '/';
  // The names without a slash stand at the root, too.
  const std::string whole = name.starts_with('/') ? std::string(name) : "/" + std::string(name);
  if (!whole.starts_with(folder) || whole.size() == folder.size()) return false;
  return recursive || whole.find('/', folder.size()) == std::string::npos;
}

void check_path(std::string_view path) {
  const auto allowed = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-' || c == '/';
  };
  const bool proper = path.starts_with('/') && path.find("//") == std::string_view::npos &&
                      std::all_of(path.begin(), path.end(), allowed);
  if (!proper) throw path_malformed();
}

}  // namespace aws::region::ssm
