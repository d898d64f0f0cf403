#include "region/dynamodb/items/token_store.h"

#include <chrono>
#include <vector>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {
namespace {

constexpr auto kRemembered = std::chrono::minutes(10);

}  // namespace

bool TokenStore::outdated(const UsedToken& token) const {
  return from_milliseconds(token.used_ms) + kRemembered < clock_.now();
}

bool TokenStore::used(const std::string& token, const std::string& request) const {
  const auto* found = tokens_.find(token);
  if (found == nullptr || outdated(*found)) return false;
  if (found->request != request) throw other_request_with_token();
  return true;
}

void TokenStore::use(const std::string& token, const std::string& request) {
  std::vector<std::string> old;
  for (const auto& [name, known] : tokens_.all()) {
    if (outdated(known)) old.push_back(name);
  }
  for (const auto& name : old) tokens_.erase(name);
  tokens_.put(token, {request, to_milliseconds(clock_.now())});
}

}  // namespace aws::region::dynamodb
