// What IAM looks at in a certificate before it keeps it: that it is one, that the private key is its own, and that the
// chain leads on from it. Nobody looks at whether its root is trusted, as on AWS.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html
#pragma once

#include <string>

#include "base/clock.h"

namespace aws::region::iam {

// Until when the certificate is valid. All in PEM; an empty chain is none. Throws MalformedCertificate and
// KeyPairMismatch.
Timestamp checked_certificate(const std::string& body, const std::string& private_key, const std::string& chain);

}  // namespace aws::region::iam
