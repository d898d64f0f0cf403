#include "region/elbv2/listeners/conditions.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "region/elbv2/errors.h"
#include "region/elbv2/listeners/regex.h"
#include "region/service/unless_empty.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::size_t kMostValues = 5;  // of one rule
constexpr std::size_t kLongestValue = 128;

bool repeats(std::string_view field) { return field == "http-header" || field == "query-string"; }

std::vector<std::string> same_twice(const std::vector<std::string>& values,
                                    const std::vector<std::string>& configured) {
  if (!values.empty() && !configured.empty() && values != configured) {
    throw validation_error("You cannot specify both a values list and a configuration for the same condition");
  }
  return configured.empty() ? values : configured;
}

std::vector<std::string> regexes_of(const api::RuleCondition& condition) {
  const auto& field = condition.Field;
  std::vector<std::string> configured;
  if (field == "host-header" && condition.HostHeaderConfig) configured = condition.HostHeaderConfig->RegexValues;
  if (field == "path-pattern" && condition.PathPatternConfig) configured = condition.PathPatternConfig->RegexValues;
  if (field == "http-header" && condition.HttpHeaderConfig) configured = condition.HttpHeaderConfig->RegexValues;
  auto regexes = same_twice(condition.RegexValues, configured);
  const bool takes_them = field == "host-header" || field == "path-pattern" || field == "http-header";
  if (!regexes.empty() && !takes_them) {
    throw validation_error(fmt::format("A '{}' condition does not support regular expressions", field.value_or("")));
  }
  for (const auto& regex : regexes) checked_regex(regex);
  return regexes;
}

std::vector<std::string> values_of(const api::RuleCondition& condition) {
  const auto& field = condition.Field;
  std::vector<std::string> configured;
  if (field == "host-header" && condition.HostHeaderConfig) configured = condition.HostHeaderConfig->Values;
  if (field == "path-pattern" && condition.PathPatternConfig) configured = condition.PathPatternConfig->Values;
  if (field == "http-header" && condition.HttpHeaderConfig) configured = condition.HttpHeaderConfig->Values;
  if (field == "source-ip" && condition.SourceIpConfig) configured = condition.SourceIpConfig->Values;
  if (field == "http-request-method" && condition.HttpRequestMethodConfig) {
    configured = condition.HttpRequestMethodConfig->Values;
  }
  return same_twice(condition.Values, configured);
}

bool is_block(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return false;
  const bool v6 = text.find(':') != std::string::npos;
  unsigned char address[sizeof(in6_addr)];
  int bits = -1;
  const char* end = text.data() + text.size();
  if (std::from_chars(text.data() + slash + 1, end, bits).ptr != end) return false;
  return inet_pton(v6 ? AF_INET6 : AF_INET, text.substr(0, slash).c_str(), address) == 1 && bits >= 0 &&
         bits <= (v6 ? 128 : 32);
}

bool is_method(const std::string& text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_';
  });
}

bool is_header_name(const std::string& text) {
  return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_' || letter == '.';
  });
}

void check_value(const std::string& field, const std::string& value) {
  if (value.empty() || value.size() > kLongestValue) {
    throw validation_error(fmt::format("A condition value must have from '1' to '{}' characters", kLongestValue));
  }
  const bool printable = std::ranges::all_of(value, [](char letter) { return letter >= ' ' && letter <= '~'; });
  if (!printable) throw validation_error(fmt::format("The condition value '{}' contains invalid characters", value));
  if (field == "source-ip" && !is_block(value)) {
    throw validation_error(fmt::format("The source IP '{}' must be in CIDR format", value));
  }
  if (field == "http-request-method" && !is_method(value)) {
    throw validation_error(fmt::format("The HTTP request method '{}' is not valid", value));
  }
}

Condition requested(const api::RuleCondition& condition) {
  Condition read{
      .field = condition.Field.value_or(""), .values = values_of(condition), .regexes = regexes_of(condition)};
  static const std::set<std::string_view> kFields{"host-header",  "http-header",  "http-request-method",
                                                  "path-pattern", "query-string", "source-ip"};
  if (!kFields.contains(read.field)) {
    throw validation_error(fmt::format("Condition field '{}' must be one of '[{}]'", read.field,
                                       "path-pattern, host-header, http-header, http-request-method, query-string, "
                                       "source-ip"));
  }
  if (read.field == "http-header") {
    read.header_name = condition.HttpHeaderConfig ? condition.HttpHeaderConfig->HttpHeaderName.value_or("") : "";
    if (!is_header_name(read.header_name)) throw validation_error("An HTTP header name must be specified");
  }
  if (read.field == "query-string") {
    read.values.clear();
    if (condition.QueryStringConfig) {
      for (const auto& pair : condition.QueryStringConfig->Values) {
        read.pairs.push_back({.key = pair.Key.value_or(""), .value = pair.Value.value_or("")});
      }
    }
  }
  if (!read.values.empty() && !read.regexes.empty()) {
    throw validation_error("You cannot specify both values and regular expressions for the same condition");
  }
  if (read.values.empty() && read.pairs.empty() && read.regexes.empty())
    throw validation_error("A condition value must be specified");
  for (const auto& value : read.values) check_value(read.field, value);
  for (const auto& pair : read.pairs) check_value(read.field, pair.value);
  return read;
}

}  // namespace

std::vector<Condition> requested_conditions(const std::vector<api::RuleCondition>& conditions) {
  if (conditions.empty()) throw validation_error("A rule must have at least one condition");
  std::vector<Condition> read;
  std::set<std::string> seen;
  std::size_t values = 0;
  for (const auto& condition : conditions) {
    read.push_back(requested(condition));
    values += read.back().values.size() + read.back().pairs.size() + read.back().regexes.size();
    if (seen.insert(read.back().field).second || repeats(read.back().field)) continue;
    throw validation_error(fmt::format("A rule can only have one '{}' condition", read.back().field));
  }
  if (values > kMostValues) {
    throw validation_error(fmt::format("A rule can only have '{}' condition values", kMostValues));
  }
  return read;
}

std::vector<api::RuleCondition> describe(const std::vector<Condition>& conditions) {
  std::vector<api::RuleCondition> described;
  for (const auto& condition : conditions) {
    auto& shown = described.emplace_back(api::RuleCondition{.Field = condition.field});
    const auto& values = condition.values;
    const auto& regexes = condition.regexes;
    if (condition.field == "host-header") {
      shown.Values = values;
      shown.RegexValues = regexes;
      shown.HostHeaderConfig = api::HostHeaderConditionConfig{.Values = values, .RegexValues = regexes};
    } else if (condition.field == "path-pattern") {
      shown.Values = values;
      shown.RegexValues = regexes;
      shown.PathPatternConfig = api::PathPatternConditionConfig{.Values = values, .RegexValues = regexes};
    } else if (condition.field == "http-header") {
      shown.HttpHeaderConfig = api::HttpHeaderConditionConfig{
          .HttpHeaderName = condition.header_name, .Values = values, .RegexValues = regexes};
      shown.RegexValues = regexes;
    } else if (condition.field == "http-request-method") {
      shown.HttpRequestMethodConfig = api::HttpRequestMethodConditionConfig{.Values = values};
    } else if (condition.field == "source-ip") {
      shown.SourceIpConfig = api::SourceIpConditionConfig{.Values = values};
    } else {
      api::QueryStringConditionConfig query;
      for (const auto& pair : condition.pairs) {
        query.Values.push_back({.Key = unless_empty(pair.key), .Value = pair.value});
      }
      shown.QueryStringConfig = std::move(query);
    }
  }
  return described;
}

}  // namespace aws::region::elbv2
