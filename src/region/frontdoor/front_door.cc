#include "region/frontdoor/front_door.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "contract/sts.h"
#include "region/frontdoor/errors.h"
#include "region/frontdoor/resources.h"
#include "wire/protocol.h"

namespace aws::region::frontdoor {
namespace {

constexpr std::string_view kDynamoIdAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// Errors need a service for their shape; where there is none, any of the protocol does.
const contract::Service& shape_giver(const Route& route) {
  if (route.service) return *route.service;
  const auto all = contract::services();
  const auto fits = [&](const contract::Service* service) { return service->protocol == route.protocol; };
  return **std::find_if(all.begin(), all.end(), fits);
}

// EC2's way to ask what one may do: everything but the doing.
bool is_dry_run(const contract::Operation& operation, const void* input) {
  for (const auto& member : operation.input->members) {
    if (member.name != "DryRun") continue;
    const void* value = member.get(input);
    return value && *static_cast<const bool*>(value);
  }
  return false;
}

struct Forget {
  Principal& caller;
  Circumstances& circumstances;
  ~Forget() {
    caller = {};
    circumstances.clear();
  }
};

}  // namespace

FrontDoor::FrontDoor(const Place& place, const Clock& clock, Random& random, const Identities& identities,
                     const Permissions& permissions)
    : place_(place), random_(random), authenticator_(place, clock, identities), permissions_(permissions) {}

void FrontDoor::serve(aws::autoscaling::Api& api) { apis_[&autoscaling::kService] = &api; }
void FrontDoor::serve(aws::dynamodb::Api& api) { apis_[&dynamodb::kService] = &api; }
void FrontDoor::serve(aws::ec2::Api& api) { apis_[&ec2::kService] = &api; }
void FrontDoor::serve(aws::elbv2::Api& api) { apis_[&elbv2::kService] = &api; }
void FrontDoor::serve(aws::iam::Api& api) { apis_[&iam::kService] = &api; }
void FrontDoor::serve(aws::ssm::Api& api) { apis_[&ssm::kService] = &api; }
void FrontDoor::serve(aws::sts::Api& api) { apis_[&sts::kService] = &api; }
void FrontDoor::serve(const Apis& apis) {
  serve(apis.autoscaling);
  serve(apis.dynamodb);
  serve(apis.ec2);
  serve(apis.elbv2);
  serve(apis.iam);
  serve(apis.ssm);
  serve(apis.sts);
}

http::Reply FrontDoor::handle(const http::Request& request) noexcept {
  const Forget after_the_call{caller_, circumstances_};
  try {
    const auto route = find_route(request);
    const auto request_id = new_request_id(route);
    Mishap mishap;
    http::Reply reply = answer(request, route, request_id, mishap);
    if (mishap.answer) reply.response = refuse(route, *mishap.answer, request_id);
    reply.delay = mishap.delay;
    reply.delivery = mishap.delivery;
    return reply;
  } catch (...) {
    spdlog::error("A request could not be answered");
    return http::Response{.status = 500};
  }
}

http::Response FrontDoor::answer(const http::Request& request, const Route& route, const std::string& request_id,
                                 Mishap& mishap) {
  try {
    return call(request, route, request_id, mishap);
  } catch (const Error& error) {
    if (error.http_status() >= 500) spdlog::error("{} failed: {}", route.operation_name, error.what());
    return refuse(route, error, request_id);
  } catch (const std::exception& error) {
    spdlog::error("{} failed: {}", route.operation_name, error.what());
    return refuse(route, internal_failure(), request_id);
  }
}

http::Response FrontDoor::call(const http::Request& request, const Route& route, const std::string& request_id,
                               Mishap& mishap) {
  if (!route.service && !route.signing_name.empty()) throw unknown_service(route.protocol, route.signing_name);
  const bool anonymous = route.operation && route.operation->anonymous;
  if (!anonymous) caller_ = authenticator_.authenticate(request, shape_giver(route));
  if (!route.operation) throw unknown_operation(*route.service, route.operation_name, route.version);
  const auto api = apis_.find(route.service);
  if (api == apis_.end()) throw unknown_service(route.protocol, route.service->signing_name);

  const auto& operation = *route.operation;
  const auto& protocol = wire::protocol(route.service->protocol);
  const auto input = operation.input->make();
  protocol.decode_request(operation, request, input.get());
  wire::validate(operation, input.get());
  circumstances_ = circumstances_of(request, operation);
  authorise(operation, input.get());
  if (mishaps_) mishap = mishaps_->next(caller_, operation);
  if (!mishap.carried_out) return {};
  if (is_dry_run(operation, input.get())) throw dry_run_succeeded();
  const auto output = operation.output->make();
  operation.invoke(api->second, input.get(), output.get());
  spdlog::debug("{} {} by {}: carried out", route.service->name, operation.name, caller_.arn);
  return protocol.encode_response(operation, output.get(), request_id);
}

Circumstances FrontDoor::circumstances_of(const http::Request& request, const contract::Operation& operation) const {
  const auto global = operation.service->signing_region;
  return {{"aws:SourceIp", request.peer},
          {"aws:UserAgent", request.headers.get("User-Agent")},
          {"aws:RequestedRegion", std::string(global.empty() ? place_.region : global)},
          {"aws:SecureTransport", "false"}};
}

void FrontDoor::authorise(const contract::Operation& operation, const void* input) const {
  if (operation.iam_action.empty() || operation.anonymous) return;
  Access access{.principal = caller_, .action = std::string(operation.iam_action), .context = circumstances_};
  for (auto& resource : resources_of(operation, input, place_)) {
    access.resource = std::move(resource);
    const auto decision = permissions_.decide(access);
    if (decision != Decision::kAllowed) throw access_denied(*operation.service, access, decision);
  }
}

http::Response FrontDoor::refuse(const Route& route, const Error& error, const std::string& request_id) const {
  const auto& service = shape_giver(route);
  spdlog::debug("{} {} by {}: {} {}", service.name, route.operation_name, caller_.arn.empty() ? "nobody" : caller_.arn,
                error.http_status(), error.code());
  return wire::protocol(service.protocol).encode_error(service, error, request_id);
}

std::string FrontDoor::new_request_id(const Route& route) {
  if (route.protocol == contract::ProtocolKind::kJson10) return random_text(random_, kDynamoIdAlphabet, 52);
  return uuid(random_);
}

}  // namespace aws::region::frontdoor
