#include "client/remote_channel.h"

#include "client/refusal.h"
#include "wire/protocols/protocol.h"

namespace aws::client {
namespace {

constexpr const char* kUserAgent = "resilient-service";  // by which an account's CloudTrail tells who called

}  // namespace

void RemoteChannel::call(const contract::Operation& operation, const void* input, void* output) {
  const contract::Service& service = *operation.service;
  const Endpoint& endpoint = endpoints_.at(&service);
  const wire::Protocol& protocol = wire::protocol(service.protocol);

  http::Request request = protocol.encode_request(operation, input);
  request.target.insert(0, endpoint.path);
  request.headers.set("Host", endpoint.host);
  if (!operation.anonymous) {
    const sigv4::Scope scope{.region = endpoint.signing_region, .service = std::string(service.signing_name)};
    thread_local sigv4::SigningKeys keys;  // clients are called from several threads
    sigv4::sign(request, credentials_.get(), scope, clock_.now(), keys);
  }
  request.headers.set("User-Agent", kUserAgent);  // unsigned, as every SDK's: proxies may add to it

  const http::Response reply = transport_.send(endpoint.base_url, request);
  try {
    protocol.decode_response(operation, reply, output);
  } catch (const Error& error) {
    if (operation.anonymous) throw;
    throw explain_refusal(error, reply, clock_.now(), credentials_.place());
  }
}

}  // namespace aws::client
