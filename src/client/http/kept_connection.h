// What both transports ask of a connection before they use it again.
#pragma once

namespace aws::client {

// Nobody has closed it, and nothing came unasked: TLS says good-bye with data, before the connection ends.
bool is_usable(int socket);

}  // namespace aws::client
