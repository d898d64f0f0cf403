#include "region/frontdoor/front_door.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

#include "contract/not_yet.h"
#include "region/frontdoor/errors.h"
#include "region/frontdoor/request_tags.h"
#include "region/frontdoor/resources.h"
#include "wire/protocols/protocol.h"

namespace aws::region::frontdoor {
namespace {

constexpr std::chrono::milliseconds kNotYet{3};  // until an answer that others make is asked for again
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

// Whatever happens, it is an answer.
template <class Answer>
http::Reply without_fail(const http::Request& request, Answer answer) noexcept {
  try {
    return answer();
  } catch (const std::exception& error) {
    spdlog::error("{} {} from {} could not be answered: {}", request.method, request.target, request.peer,
                  error.what());
  } catch (...) {
    spdlog::error("{} {} from {} could not be answered", request.method, request.target, request.peer);
  }
  return http::Response{.status = 500};
}

}  // namespace

// What a handler asks of a call's authority while it is handled.
class FrontDoor::CallersAuthority final : public contract::Authority {
 public:
  CallersAuthority(const FrontDoor& door, Visit& visit) : door_(door), visit_(visit) {}
  void require(const contract::Call& call, std::string_view action, const std::string& resource,
               const contract::Circumstances& more) const override {
    door_.check(visit_, call, action, resource, Lazy<contract::Circumstances>(more));
  }

 private:
  const FrontDoor& door_;
  Visit& visit_;
};

http::Reply FrontDoor::handle(const http::Request& request) noexcept {
  return without_fail(request, [&] {
    Visit visit{.request = request, .route = find_route(request)};
    visit.request_id = new_request_id(visit.route);
    return reply_to(visit);
  });
}

http::Reply FrontDoor::reply_to(Visit& visit) {
  visit.seen = witness_ && witness_->attentive();
  if (visit.seen) visit.began = parts_.clock.uptime();
  try {
    http::Reply reply = answer(visit);
    if (visit.mishap) {
      if (visit.mishap->answer) reply.response = refuse(visit, *visit.mishap->answer);
      reply.delay = visit.mishap->delay;
      reply.delivery = visit.mishap->delivery;
    }
    if (visit.seen) tell(visit, reply.response);
    return reply;
  } catch (const contract::NotYet&) {
    return later(visit);
  }
}

// Another visit, of the same caller with the same wish, whatever may have changed meanwhile.
http::Reply FrontDoor::later(const Visit& visit) {
  http::Reply reply;
  reply.delay = kNotYet;
  reply.later = [this, request = visit.request, id = visit.request_id, mishap = visit.mishap] {
    return without_fail(request, [&] {
      Visit again{.request = request, .route = find_route(request), .request_id = id, .mishap = mishap};
      return reply_to(again);
    });
  };
  return reply;
}

http::Response FrontDoor::answer(Visit& visit) {
  try {
    return call(visit);
  } catch (const contract::NotYet&) {
    throw;
  } catch (const Error& error) {
    if (error.http_status() >= 500) spdlog::error("{} failed: {}", visit.route.operation_name, error.what());
    return refuse(visit, error);
  } catch (const std::exception& error) {
    spdlog::error("{} failed: {}", visit.route.operation_name, error.what());
    return refuse(visit, internal_failure());
  }
}

http::Response FrontDoor::call(Visit& visit) {
  const auto& request = visit.request;
  const auto& route = visit.route;
  if (!route.service && !route.signing_name().empty()) throw unknown_service(route.protocol, route.signing_name());
  const bool anonymous = route.operation && route.operation->anonymous;
  if (!anonymous) visit.caller = authenticator_.authenticate(request, route, shape_giver(route));
  if (!route.operation) throw unknown_operation(*route.service, route.operation_name, route.version);

  const auto& operation = *route.operation;
  const auto& protocol = wire::protocol(route.service->protocol);
  const auto input = operation.input->make();
  protocol.decode_request(operation, request, input.get());
  wire::validate(operation, input.get());
  const CallersAuthority authority(*this, visit);
  const contract::Call call{.operation = operation,
                            .request_id = visit.request_id,
                            .principal = visit.caller,
                            .circumstances = Lazy<contract::Circumstances>([&] {
                              auto known = circumstances_of(request, operation);
                              known.merge(request_tags(operation, input.get()));
                              return known;
                            }),
                            .authority = &authority};
  authorise(visit, call, input.get());
  if (mishaps_ && !visit.mishap && mishaps_->any()) visit.mishap = mishaps_->next(call);
  if (visit.mishap && !visit.mishap->carried_out) return {};
  const auto output = operation.output->make();
  carry_out(call, input.get(), output.get());
  spdlog::debug("{} {} by {}: carried out", route.service->name, operation.name, visit.caller.arn);
  return protocol.encode_response(operation, output.get(), visit.request_id);
}

void FrontDoor::carry_out(const contract::Call& call, const void* input, void* output) const {
  const auto act = [&] { parts_.handlers.call(call, input, output); };
  if (!is_dry_run(call.operation, input)) return act();
  parts_.rehearsal.rehearse(act);
  throw dry_run_succeeded();
}

contract::Circumstances FrontDoor::circumstances_of(const http::Request& request,
                                                    const contract::Operation& operation) const {
  const auto global = operation.service->signing_region;
  return {{"aws:SourceIp", {request.peer}},
          {"aws:UserAgent", {request.headers.get("User-Agent")}},
          {"aws:RequestedRegion", {std::string(global.empty() ? parts_.place.region : global)}},
          {"aws:SecureTransport", {request.secure ? "true" : "false"}},
          {"aws:ViaAWSService", {"false"}},  // no service of ours calls another in its caller's name
          {"aws:PrincipalIsAWSService", {"false"}}};
}

void FrontDoor::authorise(Visit& visit, const contract::Call& call, const void* input) const {
  const auto& operation = call.operation;
  if (operation.iam_action.empty() || operation.anonymous) return;
  for (const auto& resource : resources_of(operation, input, parts_.place, parts_.names)) {
    const Lazy<contract::Circumstances> of_call([&] { return parts_.facts.of_call(operation, input, resource); });
    check(visit, call, operation.iam_action, resource, of_call);
  }
  if (!operation.tagging.action.empty()) authorise_tags(visit, call, input);
}

// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
void FrontDoor::authorise_tags(Visit& visit, const contract::Call& call, const void* input) const {
  const auto& tagging = call.operation.tagging;
  if (!call.circumstances->contains(std::string(kTagKeys))) return;
  contract::Circumstances more;
  if (!tagging.creation_key.empty()) more[std::string(tagging.creation_key)] = {std::string(call.operation.name)};
  for (const auto& resource : tagged_by(call.operation, input, parts_.place, parts_.names)) {
    check(visit, call, tagging.action, resource, Lazy<contract::Circumstances>(more));
  }
}

contract::Circumstances FrontDoor::context_of(const contract::Call& call, std::string_view action,
                                              std::string_view resource, const contract::Circumstances& more) const {
  auto known = *call.circumstances;
  for (const auto& [key, values] : more) known.insert_or_assign(key, values);
  for (const auto& [key, value] : parts_.facts.tags_of(resource)) {
    known[fmt::format("aws:ResourceTag/{}", key)] = {value};
    known[fmt::format("{}:ResourceTag/{}", action.substr(0, action.find(':')), key)] = {value};
  }
  return known;
}

void FrontDoor::check(Visit& visit, const contract::Call& call, std::string_view action, const std::string& resource,
                      const Lazy<contract::Circumstances>& more) const {
  const Access access{
      .principal = call.principal,
      .action = std::string(action),
      .resource = resource,
      .context = Lazy<contract::Circumstances>([&] { return context_of(call, action, resource, *more); }),
      .resource_policy = parts_.facts.policy_of(resource)};
  const auto judgement = parts_.permissions.judge(access);
  const bool allowed = judgement.decision == Decision::kAllowed;
  if (visit.seen) visit.checked.push_back({access.action, resource, allowed, parts_.permissions.why(access)});
  if (allowed) return;
  spdlog::debug("{} on {} by {} is denied: {}", access.action, access.resource, access.principal.arn, judgement.why);
  const auto& service = *call.operation.service;
  // EC2 does, of actions on a resource.
  const bool tells_why = service.protocol == contract::ProtocolKind::kEc2 && resource != "*";
  throw access_denied(service, access, judgement, tells_why ? parts_.denials.encoded(access, judgement) : "");
}

void FrontDoor::tell(const Visit& visit, const http::Response& response) const {
  const auto& route = visit.route;
  witness_->saw({.request = visit.request,
                 .response = response,
                 .request_id = visit.request_id,
                 .service = route.service ? route.service->name : std::string_view(),
                 .operation = route.operation_name,
                 .caller = visit.caller,
                 .error_code = visit.error_code,
                 .checked = visit.checked,
                 .took = parts_.clock.uptime() - visit.began});
}

http::Response FrontDoor::refuse(Visit& visit, const Error& error) const {
  const auto& service = shape_giver(visit.route);
  visit.error_code = error.code();
  spdlog::debug("{} {} by {}: {} {}", service.name, visit.route.operation_name,
                visit.caller.arn.empty() ? "nobody" : visit.caller.arn, error.http_status(), error.code());
  return wire::protocol(service.protocol).encode_error(service, error, visit.request_id);
}

std::string FrontDoor::new_request_id(const Route& route) {
  if (route.protocol == contract::ProtocolKind::kJson10) return random_text(parts_.random, kDynamoIdAlphabet, 52);
  return uuid(parts_.random);
}

}  // namespace aws::region::frontdoor
