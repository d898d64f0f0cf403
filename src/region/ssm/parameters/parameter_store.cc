#include "region/ssm/parameters/parameter_store.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "region/service/contains.h"
#include "region/ssm/errors.h"
#include "region/ssm/parameters/parameter_rules.h"
#include "region/ssm/parameters/public_parameters.h"

namespace aws::region::ssm {
namespace {

constexpr std::size_t kVersionsKept = 100;
constexpr std::size_t kMostLabels = 10;  // of a version
constexpr std::string_view kImagePath = "/resilient-service/images/";
constexpr std::string_view kDefaultKey = "alias/aws/ssm";
// When Amazon Linux 2 of this catalogue "came out".
constexpr std::chrono::seconds kPublicModified{1'767'225'600};  // 2026-01-01

std::optional<std::int64_t> number_in(std::string_view selector) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(selector.data(), selector.data() + selector.size(), number);
  if (error != std::errc() || end != selector.data() + selector.size()) return std::nullopt;
  return number;
}

[[noreturn]] void throw_no_such_version(std::string_view name, std::string_view selector) {
  if (const auto number = number_in(selector)) throw version_not_found(name, *number);
  throw label_not_found(name, selector);
}

ParameterVersion& version_of(StoredParameter& parameter, std::int64_t number) {
  for (auto& version : parameter.versions) {
    if (version.version == number) return version;
  }
  throw version_not_found(parameter.name, number);
}

void set(std::string& member, const std::optional<std::string>& value) {
  if (value) member = *value;
}

}  // namespace

bool ParameterVersion::has(std::string_view label) const { return contains(labels, label); }

bool StoredParameter::labelled(std::string_view label) const {
  return std::any_of(versions.begin(), versions.end(), [&](const auto& version) { return version.has(label); });
}

ParameterStore::ParameterStore(Store& store, const Clock& clock, Random& random, Place place, const Images* images)
    : parameters_(store, "ssm.parameter"), clock_(clock), random_(random), place_(std::move(place)), images_(images) {}

const StoredParameter& ParameterStore::put(const ParameterChange& change) {
  const std::string name(trimmed(change.name));
  check_name(name, arn(name));
  if (image_at(name)) throw reserved_name(name);
  check_value(change.value);
  if (change.overwrite && !change.tags.empty()) {
    throw validation(
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove "
        "overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or "
        "RemoveTagsFromResource.");
  }
  const StoredParameter* existing = parameters_.find(name);
  if (existing == nullptr && !change.type) {
    throw validation("A parameter type is required when you create a parameter.");
  }
  if (existing != nullptr && !change.overwrite) throw parameter_exists();
  if (existing != nullptr && change.type && *change.type != existing->type) throw type_change();

  StoredParameter parameter = existing != nullptr ? *existing : StoredParameter{.name = name, .tags = change.tags};
  set(parameter.type, change.type);
  set(parameter.data_type, change.data_type);
  set(parameter.description, change.description);
  set(parameter.allowed_pattern, change.allowed_pattern);
  set(parameter.key_id, change.key_id);
  if (parameter.type == kSecureString && parameter.key_id.empty()) parameter.key_id = kDefaultKey;
  if (parameter.tier == kAdvancedTier && change.tier == kStandardTier) throw cannot_be_downgraded();
  const std::string unchanged_tier = parameter.tier.empty() ? std::string(kStandardTier) : parameter.tier;
  parameter.tier = tier_for(change.tier.value_or(unchanged_tier), change.value);
  check_data_type(parameter.data_type, change.value);
  check_pattern(parameter.allowed_pattern, change.value);

  if (parameter.versions.size() == kVersionsKept) {
    if (!parameter.versions.front().labels.empty()) throw oldest_version_labelled(parameter.versions.front().version);
    parameter.versions.erase(parameter.versions.begin());
  }
  parameter.versions.push_back(next_version(parameter, change));
  return parameters_.put(name, std::move(parameter));
}

ParameterVersion ParameterStore::next_version(const StoredParameter& parameter, const ParameterChange& change) {
  constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::int64_t last = parameter.versions.empty() ? 0 : parameter.versions.back().version;
  return {.version = last + 1,
          .value = change.value,
          .sealed = parameter.type == kSecureString ? "AQICAH" + random_text(random_, kBase64, 194) : "",
          .modified_ms = to_milliseconds(clock_.now()),
          .user = change.user,
          .tier = parameter.tier,
          .description = parameter.description,
          .allowed_pattern = parameter.allowed_pattern};
}

ParameterView ParameterStore::get(std::string_view text) const {
  const auto reference = parse_reference(text, place_);
  const auto& [name, selector, by_arn] = reference;
  if (is_reserved_path(name)) return view_public(name, selector);
  if (const auto image = image_at(name)) return view_image(*image, selector);
  const StoredParameter* parameter = find(reference);
  if (parameter == nullptr) throw parameter_not_found(name);

  const auto& versions = parameter->versions;
  auto version = versions.end() - 1;
  if (!selector.empty()) {
    version = std::find_if(versions.begin(), versions.end(),
                           [number = number_in(reference.selector), &label = reference.selector](const auto& each) {
                             return number ? each.version == number : each.has(label);
                           });
    if (version == versions.end()) throw_no_such_version(parameter->name, selector);
  }
  return {.name = parameter->name,
          .type = parameter->type,
          .data_type = parameter->data_type,
          .arn = arn(parameter->name),
          .value = version->value,
          .sealed = version->sealed,
          .selector = selector.empty() ? "" : ":" + std::string(selector),
          .version = version->version,
          .modified = from_milliseconds(version->modified_ms)};
}

ParameterView ParameterStore::view_public(std::string_view name, std::string_view selector) const {
  const PublicParameter* parameter = find_public_parameter(name);
  if (parameter == nullptr) throw parameter_not_found(name);
  if (!selector.empty() && number_in(selector) != parameter->version) throw_no_such_version(name, selector);
  return {.name = std::string(name),
          .type = "String",
          .data_type = "text",
          .arn = arn(name),
          .value = std::string(parameter->value),
          .selector = selector.empty() ? "" : ":" + std::string(selector),
          .version = parameter->version,
          .modified = Timestamp(kPublicModified)};
}

std::optional<NamedImage> ParameterStore::image_at(std::string_view name) const {
  if (images_ == nullptr || !name.starts_with(kImagePath)) return std::nullopt;
  for (auto& image : images_->all()) {
    if (image.name == name.substr(kImagePath.size())) return std::move(image);
  }
  return std::nullopt;
}

ParameterView ParameterStore::view_image(const NamedImage& image, std::string_view selector) const {
  const std::string name = std::string(kImagePath) + image.name;
  if (!selector.empty() && number_in(selector) != 1) throw_no_such_version(name, selector);
  return {.name = name,
          .type = "String",
          .data_type = "aws:ec2:image",
          .arn = arn(name),
          .value = image.id,
          .selector = selector.empty() ? "" : ":" + std::string(selector),
          .version = 1,
          .modified = image.created};
}

const StoredParameter* ParameterStore::find(const ParameterReference& reference) const {
  const auto* found = parameters_.find(reference.name);
  return found == nullptr && reference.by_arn ? parameters_.find(reference.name.substr(1)) : found;
}

const StoredParameter& ParameterStore::existing(std::string_view text) const {
  const auto reference = parse_reference(text, place_);
  const StoredParameter* parameter = find(reference);
  if (parameter == nullptr) throw parameter_not_found(text);
  return *parameter;
}

std::vector<ParameterView> ParameterStore::public_ones() const {
  std::vector<ParameterView> views;
  for (const PublicParameter& parameter : public_parameters()) views.push_back(view_public(parameter.name, ""));
  for (const NamedImage& image : images_ ? images_->all() : std::vector<NamedImage>()) {
    views.push_back(view_image(image, ""));
  }
  return views;
}

void ParameterStore::replace(StoredParameter parameter) {
  const std::string name = parameter.name;
  parameters_.put(name, std::move(parameter));
}

std::int64_t ParameterStore::label(std::string_view name, std::optional<std::int64_t> version,
                                   const std::vector<std::string>& labels) {
  StoredParameter parameter = existing(name);
  ParameterVersion& labelled = version_of(parameter, version.value_or(parameter.versions.back().version));
  const std::int64_t number = labelled.version;
  for (const auto& label : labels) {
    if (labelled.has(label)) continue;
    for (auto& other : parameter.versions) std::erase(other.labels, label);
    labelled.labels.push_back(label);
  }
  if (labelled.labels.size() > kMostLabels) throw too_many_labels();
  replace(std::move(parameter));
  return number;
}

std::vector<std::string> ParameterStore::unlabel(std::string_view name, std::int64_t version,
                                                 const std::vector<std::string>& labels) {
  StoredParameter parameter = existing(name);
  ParameterVersion& labelled = version_of(parameter, version);
  std::vector<std::string> removed;
  for (const auto& label : labels) {
    if (std::erase(labelled.labels, label) > 0) removed.push_back(label);
  }
  replace(std::move(parameter));
  return removed;
}

void ParameterStore::erase(std::string_view name) {
  name = trimmed(name);
  if (image_at(name)) throw reserved_name(name);
  if (!parameters_.contains(name)) throw parameter_not_found(name);
  parameters_.erase(name);
}

std::string ParameterStore::arn(std::string_view name) const { return parameter_arn(name, place_); }

}  // namespace aws::region::ssm
