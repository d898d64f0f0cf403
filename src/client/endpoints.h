// Where each service is. An explicit endpoint wins, then what the environment and the profile say, then AWS's own host;
// that last one only with the caller's permission, for without it no request may leave the machine unasked.
#pragma once

#include <string>

#include "client/environment.h"
#include "client/profile.h"
#include "contract/shape.h"

namespace aws::client {

struct Endpoint {
  std::string base_url;        // "http://127.0.0.1:4566": scheme, host and port
  std::string path;            // what stands before each request's own path: "" or "/prefix"
  std::string host;            // the Host header: "127.0.0.1:4566"
  std::string signing_region;  // "us-west-2"

  std::string url() const { return base_url + path; }
  bool operator==(const Endpoint&) const = default;
};

// Without its signing region. Throws "InvalidEndpoint", which says by what it was given.
Endpoint parse_endpoint(const std::string& url, const std::string& given_by);

struct EndpointOptions {
  std::string url;         // for every service; "" looks further
  bool allow_aws = false;  // may requests go to Amazon Web Services?
};

// The order of the AWS SDK for C++: `region` itself unless empty, AWS_DEFAULT_REGION, AWS_REGION, the profile's region.
// Throws "NoRegion".
std::string resolve_region(const std::string& region, const Environment& environment, const Profile& profile);

// options.url, AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's section of services, the profile's
// endpoint_url, AWS's host. Throws "NoEndpoint" when only the last is left and not allowed, and "UnknownRegion" when
// AWS has no such region.
class EndpointResolver {
 public:
  EndpointResolver(EndpointOptions options, std::string region, const Environment& environment, const Profile& profile);
  Endpoint resolve(const contract::Service& service) const;

 private:
  struct Configured {
    std::string url;
    std::string given_by;
  };
  std::optional<Configured> configured(const contract::Service& service) const;

  EndpointOptions options_;
  std::string region_;
  Environment environment_;
  Profile profile_;
};

// Throws "UnknownRegion" for a name that does not look like a region's. One that is newer than this program does.
void check_region(const std::string& region);

}  // namespace aws::client
