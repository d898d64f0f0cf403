// What can go wrong before or beside a service's own answer. None of them came in a reply, so their
// HTTP status is 0.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"

namespace aws::client {

// No connection could be made: the request had no effect.
Error connection_error(const std::string& url, const std::string& reason);
// The connection broke after the request went out.
Error connection_lost(const std::string& url, const std::string& reason);
Error request_timeout(const std::string& url, const std::string& reason);
// Whoever answered did not prove who they are, so that nothing was sent. Asking again would not change it.
Error not_trusted(const std::string& url, const std::string& reason);

Error invalid_endpoint(const std::string& url, const std::string& given_by);
// Nothing names an endpoint and the caller did not allow Amazon Web Services.
Error no_endpoint(const std::string& service);
// No partition of AWS has such a region.
Error unknown_region(const std::string& region);
Error no_region(const std::string& profile);

Error no_credentials(const std::vector<std::string>& places);
Error invalid_credentials(const std::string& place, const std::string& reason);
// `program` could not be run to its end.
Error command_failed(const std::string& program, const std::string& reason);
Error metadata_error(const std::string& url, int status, const std::string& body);
Error profile_not_found(const std::string& profile, const std::string& files);
Error invalid_profile(const std::string& where, const std::string& reason);
Error invalid_setting(const std::string& name, const std::string& value, const std::string& expected);

}  // namespace aws::client
