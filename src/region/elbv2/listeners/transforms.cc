#include "region/elbv2/listeners/transforms.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/elbv2/errors.h"
#include "region/elbv2/listeners/regex.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::size_t kLongestReplacement = 128;
constexpr int kMostGroups = 6;  // HAProxy refers to nine: these, the match, what is before it and what is behind it

const std::vector<api::RewriteConfig>& rewrites_of(const api::RuleTransform& transform) {
  static const std::vector<api::RewriteConfig> kNone;
  if (transform.Type == kHostRewrite) {
    if (transform.UrlRewriteConfig) throw validation_error("A host-header-rewrite transform takes no UrlRewriteConfig");
    return transform.HostHeaderRewriteConfig ? transform.HostHeaderRewriteConfig->Rewrites : kNone;
  }
  if (transform.HostHeaderRewriteConfig) {
    throw validation_error("A url-rewrite transform takes no HostHeaderRewriteConfig");
  }
  return transform.UrlRewriteConfig ? transform.UrlRewriteConfig->Rewrites : kNone;
}

// "$1" refers to a group of the expression, "$0" to all that it matches.
void check_replacement(const std::string& replacement, int groups) {
  if (replacement.size() > kLongestReplacement) {
    throw validation_error(fmt::format("A replacement must have at most '{}' characters", kLongestReplacement));
  }
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char letter = replacement[i];
    if (letter <= ' ' || letter > '~') {
      throw validation_error(fmt::format("The replacement '{}' contains invalid characters", replacement));
    }
    if (letter != '$' || i + 1 == replacement.size()) continue;
    const char next = replacement[i + 1];
    if (next >= '0' && next <= '9' && next - '0' > groups) {
      throw validation_error(
          fmt::format("The replacement '{}' refers to a group that the regular expression does not have", replacement));
    }
  }
}

Transform requested(const api::RuleTransform& transform) {
  const auto& rewrites = rewrites_of(transform);
  if (rewrites.size() != 1) throw validation_error("A transform must have exactly one rewrite");
  Transform read{.type = transform.Type.value_or(""),
                 .regex = rewrites.front().Regex.value_or(""),
                 .replacement = rewrites.front().Replace.value_or("")};
  const int groups = checked_regex(read.regex);
  if (groups > kMostGroups) {
    throw validation_error(fmt::format("A transform's regular expression can only have '{}' groups", kMostGroups));
  }
  check_replacement(read.replacement, groups);
  return read;
}

}  // namespace

std::vector<Transform> requested_transforms(const std::vector<api::RuleTransform>& transforms) {
  std::vector<Transform> read;
  for (const auto& transform : transforms) {
    const auto type = transform.Type.value_or("");
    if (std::ranges::find(read, type, &Transform::type) != read.end()) {
      throw validation_error(fmt::format("A rule can only have one '{}' transform", type));
    }
    read.push_back(requested(transform));
  }
  return read;
}

std::vector<api::RuleTransform> describe(const std::vector<Transform>& transforms) {
  std::vector<api::RuleTransform> described;
  for (const auto& [type, regex, replacement] : transforms) {
    auto& shown = described.emplace_back(api::RuleTransform{.Type = type});
    std::vector<api::RewriteConfig> rewrites{{.Regex = regex, .Replace = replacement}};
    if (type == kHostRewrite) {
      shown.HostHeaderRewriteConfig = api::HostHeaderRewriteConfig{.Rewrites = std::move(rewrites)};
    } else {
      shown.UrlRewriteConfig = api::UrlRewriteConfig{.Rewrites = std::move(rewrites)};
    }
  }
  return described;
}

}  // namespace aws::region::elbv2
