#include "client/http/kept_connection.h"

#include <sys/socket.h>

#include <cerrno>

namespace aws::client {

bool is_usable(int socket) {
  char byte = 0;
  const auto got = recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return got == -1 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

}  // namespace aws::client
