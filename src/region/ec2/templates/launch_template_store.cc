#include "region/ec2/templates/launch_template_store.h"

#include <algorithm>
#include <charconv>

#include "region/ec2/errors.h"
#include "region/ec2/templates/launch_template_data.h"
#include "region/ec2/text.h"
#include "wire/protocols/json.h"

namespace aws::region::ec2 {

namespace shapes = aws::ec2::shapes;

namespace {

std::string as_json(const aws::ec2::RequestLaunchTemplateData& contents) {
  return boost::json::serialize(wire::to_json(shapes::RequestLaunchTemplateData, &contents));
}

// What two calls with the same client token must have in common.
std::string text_of(const NewVersion& request) {
  return request.source + '\n' + request.description + '\n' + as_json(request.contents);
}

}  // namespace

aws::ec2::RequestLaunchTemplateData LaunchTemplateVersion::contents() const {
  aws::ec2::RequestLaunchTemplateData contents;
  wire::from_json(shapes::RequestLaunchTemplateData, boost::json::parse(data), &contents);
  return contents;
}

LaunchTemplateStore::LaunchTemplateStore(Store& store, Random& random, const Clock& clock)
    : random_(random), clock_(clock), templates_(store, "ec2.launch_templates") {}

const LaunchTemplate& LaunchTemplateStore::create(const NewLaunchTemplate& request) {
  if (const auto* made = made_by_same_call(request)) return *made;
  if (find_by_name(request.name)) throw errors::launch_template_name_in_use();
  LaunchTemplate made;
  made.id = hex_id(random_, "lt-");
  made.name = request.name;
  made.created_at = to_milliseconds(clock_.now());
  made.created_by = request.created_by;
  made.client_token = request.client_token;
  made.tags = request.tags;
  made.versions.push_back({.number = 1, .description = request.description, .data = as_json(request.contents)});
  return templates_.put(made.id, made);
}

const LaunchTemplate* LaunchTemplateStore::made_by_same_call(const NewLaunchTemplate& request) const {
  if (request.client_token.empty()) return nullptr;
  for (const auto& [id, made] : templates_.all()) {
    if (made.client_token != request.client_token) continue;
    const auto& version = made.versions.front();
    const bool same = made.name == request.name && made.tags == request.tags &&
                      version.description == request.description && version.contents() == request.contents;
    if (!same) throw errors::idempotency_mismatch();
    return &made;
  }
  return nullptr;
}

void LaunchTemplateStore::set_tags(const std::string& id, std::map<std::string, std::string> tags) {
  LaunchTemplate changed = *find(id);
  changed.tags = std::move(tags);
  templates_.put(id, std::move(changed));
}

LaunchTemplate LaunchTemplateStore::erase(std::string_view id) {
  LaunchTemplate erased = get(id, "");
  templates_.erase(id);
  return erased;
}

const LaunchTemplateVersion* LaunchTemplate::find(std::int64_t number) const {
  const auto found = std::find_if(versions.begin(), versions.end(),
                                  [&](const LaunchTemplateVersion& version) { return version.number == number; });
  return found == versions.end() ? nullptr : &*found;
}

const LaunchTemplateVersion& LaunchTemplateStore::create_version(const std::string& id, const NewVersion& request) {
  LaunchTemplate changed = *find(id);
  if (!request.client_token.empty()) {
    for (const auto& made : find(id)->versions) {
      if (made.client_token != request.client_token) continue;
      if (made.asked != text_of(request)) throw errors::idempotency_mismatch();
      return made;
    }
  }
  aws::ec2::RequestLaunchTemplateData contents;
  if (!request.source.empty()) contents = version(changed, request.source).contents();
  overlay(shapes::RequestLaunchTemplateData, &request.contents, shapes::RequestLaunchTemplateData, &contents);
  changed.versions_made = std::max(changed.versions_made, changed.versions.back().number) + 1;
  changed.versions.push_back({.number = changed.versions_made,
                              .description = request.description,
                              .data = as_json(contents),
                              .created_at = to_milliseconds(clock_.now()),
                              .created_by = request.created_by,
                              .client_token = request.client_token,
                              .asked = request.client_token.empty() ? "" : text_of(request)});
  return templates_.put(id, std::move(changed)).versions.back();
}

const LaunchTemplate& LaunchTemplateStore::set_default_version(const std::string& id, std::int64_t number) {
  LaunchTemplate changed = *find(id);
  changed.default_version = number;
  return templates_.put(id, std::move(changed));
}

void LaunchTemplateStore::erase_version(const std::string& id, std::int64_t number) {
  LaunchTemplate changed = *find(id);
  changed.versions_made = std::max(changed.versions_made, changed.versions.back().number);
  std::erase_if(changed.versions, [&](const LaunchTemplateVersion& version) { return version.number == number; });
  templates_.put(id, std::move(changed));
}

const LaunchTemplate* LaunchTemplateStore::find_by_name(std::string_view name) const {
  for (const auto& [id, candidate] : templates_.all()) {
    if (candidate.name == name) return &candidate;
  }
  return nullptr;
}

const LaunchTemplate& LaunchTemplateStore::get(std::string_view id, std::string_view name) const {
  if (id.empty() && name.empty()) throw errors::missing_parameter("launch template ID or launch template name");
  if (const auto* found = id.empty() ? find_by_name(name) : find(id)) return *found;
  throw id.empty() ? errors::launch_template_name_not_found(name) : errors::launch_template_id_not_found(id);
}

const LaunchTemplateVersion& LaunchTemplateStore::version(const LaunchTemplate& launch_template,
                                                          std::string_view version) const {
  if (version == "$Latest") return launch_template.versions.back();
  std::int64_t number = 0;
  if (version.empty() || version == "$Default") {
    number = launch_template.default_version;
  } else {
    std::from_chars(version.data(), version.data() + version.size(), number);
  }
  if (const auto* found = launch_template.find(number)) return *found;
  throw errors::launch_template_version_not_found(version, launch_template.id);
}

}  // namespace aws::region::ec2
