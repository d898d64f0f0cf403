// The way from the page's buttons to the region's APIs: any operation by its name, with JSON both ways. The call is
// made as every client makes it, signed and encoded in the service's own protocol, in the administrator's name, so that
// it is seen among the others. Region thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/place.h"
#include "wire/http/reply.h"
#include "wire/sigv4.h"

namespace aws::region::watch {

class Gateway {
 public:
  struct Parts {
    Place place;
    const Clock& clock;
    std::function<sigv4::Credentials()> credentials;
    std::function<http::Reply(const http::Request&)> region;  // what answers the APIs
  };
  explicit Gateway(Parts parts) : parts_(std::move(parts)) {}

  // Members by their names in the model. Throws the aws::Error that the service answers, "UnknownOperation" when there
  // is no such operation, "SerializationException" for what is no such input.
  std::string call(std::string_view service, std::string_view operation, std::string_view input) const;

 private:
  Parts parts_;
};

}  // namespace aws::region::watch
