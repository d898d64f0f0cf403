#include "region/ec2/keys/key_pairs.h"

#include "region/ec2/errors.h"

namespace aws::region::ec2 {

const KeyPair* KeyPairs::find_by_name(std::string_view name) const {
  for (const auto& [id, pair] : pairs_.all()) {
    if (pair.name == name) return &pair;
  }
  return nullptr;
}

void KeyPairs::require_new(std::string_view name) const {
  if (find_by_name(name) != nullptr) throw errors::key_pair_exists(name);
}

const KeyPair& KeyPairs::add(std::string name, const KeyMaterial& material, Tags tags) {
  require_new(name);
  const std::string id = hex_id(random_, "key-");
  return pairs_.put(id, {.id = id,
                         .name = std::move(name),
                         .type = material.type,
                         .fingerprint = material.fingerprint,
                         .public_key = material.public_key,
                         .created_at = to_milliseconds(clock_.now()),
                         .tags = std::move(tags)});
}

void KeyPairs::put(KeyPair pair) {
  const std::string id = pair.id;
  pairs_.put(id, std::move(pair));
}

}  // namespace aws::region::ec2
