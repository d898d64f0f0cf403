// Where credentials are looked for when a program gives none itself.
#pragma once

#include <memory>

#include "client/clients.h"
#include "client/credentials/credentials.h"
#include "client/profile.h"

namespace aws::client {

// The places of the AWS SDK for C++ in its order. Asks none of them yet. `profile` is the one that `options` names.
std::unique_ptr<CredentialsProvider> default_credentials(const ClientOptions& options, const Surroundings& surroundings,
                                                         const Profile& profile);

}  // namespace aws::client
