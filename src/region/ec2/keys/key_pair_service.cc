#include "region/ec2/keys/key_pair_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/tags.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

constexpr std::string_view kTagged = "key-pair";

const Filterable<api::KeyPairInfo>& filterable_key_pairs() {
  using T = api::KeyPairInfo;
  static const Filterable<T> table{{{"fingerprint", [](const T& it) { return values(it.KeyFingerprint); }},
                                    {"key-name", [](const T& it) { return values(it.KeyName); }},
                                    {"key-pair-id", [](const T& it) { return values(it.KeyPairId); }}},
                                   [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

}  // namespace

void KeyPairService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateKeyPair, this, &KeyPairService::create);
  handlers.on(api::operations::ImportKeyPair, this, &KeyPairService::import);
  handlers.on(api::operations::DescribeKeyPairs, this, &KeyPairService::describe);
  handlers.on(api::operations::DeleteKeyPair, this, &KeyPairService::remove);
}

api::CreateKeyPairResponse KeyPairService::create(const api::CreateKeyPairRequest& request) {
  const auto name = request.KeyName.value_or("");
  pairs_.require_new(name);
  if (request.KeyFormat.value_or("pem") != "pem") {
    throw errors::invalid_parameter("Key format 'ppk' is not supported by this region: it gives keys out as pem");
  }
  const auto tags = requested_tags(request.TagSpecifications, kTagged);
  const auto material = request.KeyType == "ed25519" ? make_ed25519_key() : rsa_keys_.take();
  const auto& pair = pairs_.add(name, material, tags);
  return {.KeyFingerprint = pair.fingerprint,
          .KeyMaterial = material.private_key,
          .KeyName = pair.name,
          .KeyPairId = pair.id,
          .Tags = render_tags<api::Tag>(pair.tags)};
}

api::ImportKeyPairResponse KeyPairService::import(const api::ImportKeyPairRequest& request) {
  const auto name = request.KeyName.value_or("");
  pairs_.require_new(name);
  const auto material = read_public_key(request.PublicKeyMaterial ? request.PublicKeyMaterial->bytes : "");
  if (!material) throw errors::key_format_invalid();
  const auto& pair = pairs_.add(name, *material, requested_tags(request.TagSpecifications, kTagged));
  return {.KeyFingerprint = pair.fingerprint,
          .KeyName = pair.name,
          .KeyPairId = pair.id,
          .Tags = render_tags<api::Tag>(pair.tags)};
}

api::DescribeKeyPairsResponse KeyPairService::describe(const api::DescribeKeyPairsRequest& request) const {
  for (const auto& name : request.KeyNames) {
    if (pairs_.find_by_name(name) == nullptr) throw errors::key_pair_not_found(name);
  }
  for (const auto& id : request.KeyPairIds) {
    if (pairs_.find(id) == nullptr) throw errors::key_pair_id_not_found(id);
  }
  const auto asked = [](const std::vector<std::string>& list, const std::string& text) {
    return list.empty() || std::find(list.begin(), list.end(), text) != list.end();
  };
  std::vector<api::KeyPairInfo> found;
  for (const auto& [id, pair] : pairs_.all()) {
    if (!asked(request.KeyNames, pair.name) || !asked(request.KeyPairIds, id)) continue;
    auto& info = found.emplace_back(api::KeyPairInfo{.KeyPairId = id,
                                                     .KeyFingerprint = pair.fingerprint,
                                                     .KeyName = pair.name,
                                                     .KeyType = pair.type,
                                                     .Tags = render_tags<api::Tag>(pair.tags),
                                                     .CreateTime = from_milliseconds(pair.created_at)});
    if (request.IncludePublicKey.value_or(false)) info.PublicKey = pair.public_key;
  }
  return {.KeyPairs = filtered(std::move(found), request.Filters, filterable_key_pairs())};
}

// One that is not there is deleted already.
api::DeleteKeyPairResponse KeyPairService::remove(const api::DeleteKeyPairRequest& request) {
  if (!request.KeyName && !request.KeyPairId) throw errors::missing_parameter("KeyName or KeyPairId");
  const auto* pair = request.KeyPairId ? pairs_.find(*request.KeyPairId) : pairs_.find_by_name(*request.KeyName);
  if (pair != nullptr) pairs_.erase(std::string(pair->id));
  return {};
}

}  // namespace aws::region::ec2
