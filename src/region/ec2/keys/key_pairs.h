// Key pairs: the public halves, kept in the store; the private ones are given out once. Region thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/random.h"
#include "region/ec2/keys/key_material.h"
#include "region/service/tags.h"
#include "region/store/collection.h"

namespace aws::region::ec2 {

struct KeyPair {
  std::string id;
  std::string name;
  std::string type;
  std::string fingerprint;
  std::string public_key;
  std::int64_t created_at = 0;
  Tags tags;
};
BOOST_DESCRIBE_STRUCT(KeyPair, (), (id, name, type, fingerprint, public_key, created_at, tags))

class KeyPairs {
 public:
  KeyPairs(Store& store, Random& random, const Clock& clock)
      : random_(random), clock_(clock), pairs_(store, "ec2.key_pairs") {}

  const std::map<std::string, KeyPair, std::less<>>& all() const { return pairs_.all(); }  // by id
  const KeyPair* find(std::string_view id) const { return pairs_.find(id); }
  const KeyPair* find_by_name(std::string_view name) const;
  void require_new(std::string_view name) const;  // throws InvalidKeyPair.Duplicate
  const KeyPair& add(std::string name, const KeyMaterial& material, Tags tags);
  void put(KeyPair pair);
  void erase(const std::string& id) { pairs_.erase(id); }

 private:
  Random& random_;
  const Clock& clock_;
  Collection<KeyPair> pairs_;
};

}  // namespace aws::region::ec2
