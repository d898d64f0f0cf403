// What EC2 says beside "You are not authorized": why, for those who may know. The account's holder may not want
// everybody who is denied to learn what was asked, so the reason travels sealed (AES-256 in GCM, by a key that only
// this region has) and DecodeAuthorizationMessage opens it. Owned by the region; region
// thread. https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "base/random.h"
#include "contract/call.h"
#include "region/store/store.h"

namespace aws::region::sts {

// A statement that denies it explicitly, as its policy has it.
struct DenyingStatement {
  std::string id;
  std::vector<std::string> principals;  // none in an identity's policy: it is about whoever has it
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  contract::Circumstances conditions;
};

struct Denial {
  Principal principal;
  std::string action;
  std::string resource;
  bool explicitly = false;
  contract::Circumstances context;
  std::vector<DenyingStatement> denied_by{};
};

class AuthorizationMessages {
 public:
  // The key is the store's; the first start on it makes one.
  AuthorizationMessages(Store& store, Random& random);

  std::string encode(const Denial& denial) const;
  // The reason as a JSON text; nothing for what was not encoded here.
  std::optional<std::string> decode(std::string_view message) const;

 private:
  Random& random_;
  std::string key_;
};

}  // namespace aws::region::sts
