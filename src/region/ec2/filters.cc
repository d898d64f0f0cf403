#include "region/ec2/filters.h"

#include <algorithm>

#include "base/text/wildcard.h"
#include "region/ec2/errors.h"

namespace aws::region::ec2 {
namespace {

constexpr std::string_view kTagKey = "tag-key";
constexpr std::string_view kTagPrefix = "tag:";

}  // namespace

Values values(const std::optional<std::string>& member) { return member ? Values{*member} : Values{}; }

Values values(std::optional<bool> member) { return member ? Values{*member ? "true" : "false"} : Values{}; }

Values values(std::optional<int> member) { return member ? Values{std::to_string(*member)} : Values{}; }

Filter::Filter(const aws::ec2::Filter& filter) : name_(filter.Name.value_or("null")), patterns_(filter.Values) {}

bool Filter::is_about_tags() const { return name_ == kTagKey || name_.starts_with(kTagPrefix); }

bool Filter::holds(const Values& texts) const {
  return std::any_of(texts.begin(), texts.end(), [this](const std::string& text) {
    return std::any_of(patterns_.begin(), patterns_.end(),
                       [&](const std::string& pattern) { return text::matches_wildcards(pattern, text); });
  });
}

bool Filter::holds(const std::vector<aws::ec2::Tag>& tags) const {
  Values texts;
  for (const auto& tag : tags) {
    const std::string key = tag.Key.value_or("");
    if (name_ == kTagKey) texts.push_back(key);
    if (name_ == std::string(kTagPrefix) + key) texts.push_back(tag.Value.value_or(""));
  }
  return holds(texts);
}

void Filter::refuse() const { throw errors::invalid_filter(name_); }

}  // namespace aws::region::ec2
