// The client tokens of transactions, for the ten minutes in which the same request is not carried out again.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "region/store/collection.h"

namespace aws::region::dynamodb {

struct UsedToken {
  std::string request;  // what it came with, hashed
  std::int64_t used_ms = 0;
};
BOOST_DESCRIBE_STRUCT(UsedToken, (), (request, used_ms))

class TokenStore {
 public:
  TokenStore(Store& store, const Clock& clock) : tokens_(store, "dynamodb.token"), clock_(clock) {}

  // Has this request been carried out already? Throws other_request_with_token() when another one has.
  bool used(const std::string& token, const std::string& request) const;
  // Part of the transaction. Forgets those that are too old.
  void use(const std::string& token, const std::string& request);

 private:
  bool outdated(const UsedToken& token) const;

  Collection<UsedToken> tokens_;
  const Clock& clock_;
};

}  // namespace aws::region::dynamodb
