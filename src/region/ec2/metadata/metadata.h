// The instance metadata service (IMDS) as an instance sees it: session tokens, and a tree of facts under /latest and
// the dated versions. Pure: a request in, a response out. What changes (the role's credentials, a replaced profile) is
// looked up for each request. Region thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/ec2/ports.h"
#include "wire/http/http.h"

namespace aws::region::ec2 {

// What an instance may learn about itself.
struct InstanceFacts {
  std::string instance_id;
  std::string profile_arn;  // "" without a profile
  std::string profile_id;
  std::optional<std::string> user_data;
  bool enabled = true;
  bool token_required = false;
  // Path below /latest to its text, for all that is fixed: "meta-data/instance-id". Directories follow from it.
  std::map<std::string, std::string, std::less<>> texts;
};

// The session tokens that one instance was given.
class MetadataTokens {
 public:
  explicit MetadataTokens(Random& random) : random_(random) {}
  std::string issue(std::chrono::seconds lifetime, Timestamp now);
  bool valid(std::string_view token, Timestamp now) const;

 private:
  Random& random_;
  std::map<std::string, Timestamp, std::less<>> expiries_;
};

class InstanceMetadata {
 public:
  InstanceMetadata(InstanceProfiles& profiles, const Clock& clock) : profiles_(profiles), clock_(clock) {}

  http::Response answer(const http::Request& request, const InstanceFacts& facts, MetadataTokens& tokens) const;

 private:
  http::Response issue_token(const http::Request& request, MetadataTokens& tokens) const;
  // The texts with those that depend on the profile of this moment.
  std::map<std::string, std::string, std::less<>> tree(const InstanceFacts& facts, std::string_view path) const;
  void add_profile(const InstanceFacts& facts, std::map<std::string, std::string, std::less<>>& texts) const;

  InstanceProfiles& profiles_;
  const Clock& clock_;
};

}  // namespace aws::region::ec2
