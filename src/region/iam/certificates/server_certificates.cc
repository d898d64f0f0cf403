#include "region/iam/certificates/server_certificates.h"

#include "region/iam/certificates/certificate.h"
#include "region/iam/errors.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"

namespace aws::region::iam {
namespace {

constexpr int kCertificates = 20;

}  // namespace

ServerCertificates::ServerCertificates(Store& store, const Place& place, const Clock& clock, Random& random)
    : store_(store), place_(place), clock_(clock), random_(random), certificates_(store, "iam.server_certificate") {}

const ServerCertificate& ServerCertificates::upload(ServerCertificate certificate) {
  const auto key = lower_case(certificate.name);
  if (certificates_.contains(key)) throw server_certificate_exists(certificate.name);
  const Timestamp end = checked_certificate(certificate.body, certificate.private_key, certificate.chain);
  if (all().size() >= kCertificates) throw limit_exceeded("ServerCertificatesPerAccount", kCertificates);
  certificate.id = iam_id(random_, "ASCA");
  name_arn(certificate);
  certificate.uploaded = to_milliseconds(clock_.now());
  certificate.expires = to_milliseconds(end);
  return certificates_.put(key, std::move(certificate));
}

void ServerCertificates::name_arn(ServerCertificate& certificate) const {
  certificate.arn = place_.global_arn("iam", "server-certificate" + certificate.path + certificate.name);
}

const ServerCertificate* ServerCertificates::find(std::string_view name) const {
  return certificates_.find(lower_case(name));
}

const ServerCertificate& ServerCertificates::get(std::string_view name) const {
  const auto* found = find(name);
  if (!found) throw no_such_server_certificate(name);
  return *found;
}

void ServerCertificates::rename(std::string_view name, std::optional<std::string> new_name,
                                std::optional<std::string> new_path) {
  const ServerCertificate known = get(name);
  ServerCertificate renamed = known;
  const auto before = lower_case(known.name);
  renamed.name = new_name.value_or(renamed.name);
  renamed.path = new_path.value_or(renamed.path);
  name_arn(renamed);
  const auto after = lower_case(renamed.name);
  if (after != before && certificates_.contains(after)) throw server_certificate_exists(renamed.name);
  store_.transaction([&] {
    certificates_.erase(before);
    certificates_.put(after, renamed);
    if (renamed.arn != known.arn) renamed_(known.arn, renamed.arn);
  });
}

void ServerCertificates::erase(std::string_view name) {
  const auto& found = get(name);
  if (const auto user = user_(found.arn)) throw server_certificate_in_use(found.id, *user);
  certificates_.erase(lower_case(found.name));
}

void ServerCertificates::tag(std::string_view name, const std::vector<Tag>& tags) {
  ServerCertificate changed = get(name);
  add_tags(changed.tags, tags);
  const auto key = lower_case(changed.name);
  certificates_.put(key, std::move(changed));
}

void ServerCertificates::untag(std::string_view name, const std::vector<std::string>& keys) {
  ServerCertificate changed = get(name);
  remove_tags(changed.tags, keys);
  const auto key = lower_case(changed.name);
  certificates_.put(key, std::move(changed));
}

const ServerCertificate* ServerCertificates::find_by_arn(std::string_view arn) const {
  const auto* found = find(arn.substr(arn.rfind('/') + 1));
  return found && found->arn == arn ? found : nullptr;
}

}  // namespace aws::region::iam
