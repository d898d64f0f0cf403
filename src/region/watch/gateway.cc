#include "region/watch/gateway.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/error.h"
#include "wire/protocols/json.h"
#include "wire/protocols/protocol.h"

namespace aws::region::watch {
namespace {

const contract::Operation& operation_of(std::string_view service, std::string_view name) {
  for (const contract::Service* known : contract::services()) {
    if (known->name != service) continue;
    if (const auto* operation = known->find(name)) return *operation;
  }
  throw Error("UnknownOperation", fmt::format("there is no operation {} of {} here", name, service), 404);
}

boost::json::value parsed(std::string_view text) {
  boost::json::error_code problem;
  auto value = boost::json::parse(text.empty() ? "{}" : text, problem);
  if (problem) throw Error("SerializationException", fmt::format("the input is no JSON: {}", problem.message()));
  return value;
}

}  // namespace

std::string Gateway::call(std::string_view service, std::string_view name, std::string_view input) const {
  const auto& operation = operation_of(service, name);
  const auto value = operation.input->make();
  wire::from_json(*operation.input, parsed(input), value.get(), wire::Names::kModel);
  const auto& protocol = wire::protocol(operation.service->protocol);
  auto request = protocol.encode_request(operation, value.get());
  request.headers.set("Host", "127.0.0.1");
  request.headers.set("User-Agent", "live-page");
  request.peer = "127.0.0.1";
  const auto global = operation.service->signing_region;
  const std::string region(global.empty() ? parts_.place.region : global);
  sigv4::sign(request, parts_.credentials(), {region, std::string(operation.service->signing_name)},
              parts_.clock.now());
  const auto reply = parts_.region(request);
  if (reply.later) throw Error("NotYet", "this takes a moment: ask again", 503);
  const auto output = operation.output->make();
  protocol.decode_response(operation, reply.response, output.get());
  return boost::json::serialize(wire::to_json(*operation.output, output.get(), {}, wire::Names::kModel));
}

}  // namespace aws::region::watch
