// The certificates with which load balancers answer over TLS, kept with their private keys as they came: the data
// folder is the user's alone. Names are unique without regard to case. Throws the errors of errors.h. Owned by the
// region; used on its thread.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "region/iam/records.h"
#include "region/store/collection.h"

namespace aws::region::iam {

struct ServerCertificate {
  std::string name;
  std::string path = "/";
  std::string id;  // ASCA...
  std::string arn;
  std::string body;  // PEM, as the two below
  std::string chain;
  std::string private_key;
  std::int64_t uploaded = 0;  // milliseconds since the epoch, as below
  std::int64_t expires = 0;
  std::vector<Tag> tags;
};
BOOST_DESCRIBE_STRUCT(ServerCertificate, (), (name, path, id, arn, body, chain, private_key, uploaded, expires, tags))

class ServerCertificates {
 public:
  ServerCertificates(Store& store, const Place& place, const Clock& clock, Random& random);

  // Completes what it is given: identifier, ARN, moments.
  const ServerCertificate& upload(ServerCertificate certificate);
  const ServerCertificate& get(std::string_view name) const;
  // Another name is another ARN, by which users know the certificate from then on.
  void rename(std::string_view name, std::optional<std::string> new_name, std::optional<std::string> new_path);
  void erase(std::string_view name);
  void tag(std::string_view name, const std::vector<Tag>& tags);
  void untag(std::string_view name, const std::vector<std::string>& keys);

  const std::map<std::string, ServerCertificate, std::less<>>& all() const { return certificates_.all(); }
  const ServerCertificate* find(std::string_view name) const;
  const ServerCertificate* find_by_arn(std::string_view arn) const;

  // Who tells which load balancer uses a certificate, by the ARNs of both: such a one stays.
  using User = std::function<std::optional<std::string>(const std::string& arn)>;
  void ask_before_erasing(User user) { user_ = std::move(user); }
  // Who keeps ARNs of certificates; called within the renaming's transaction.
  using Renamed = std::function<void(const std::string& arn, const std::string& new_arn)>;
  void tell_when_renamed(Renamed renamed) { renamed_ = std::move(renamed); }

 private:
  void name_arn(ServerCertificate& certificate) const;

  Store& store_;
  Place place_;
  const Clock& clock_;
  Random& random_;
  Collection<ServerCertificate> certificates_;  // by name in lower case
  User user_ = [](const std::string&) { return std::nullopt; };
  Renamed renamed_ = [](const std::string&, const std::string&) {};
};

}  // namespace aws::region::iam
