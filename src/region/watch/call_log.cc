#include "region/watch/call_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "base/text/timestamp.h"

namespace aws::region::watch {
namespace {

namespace json = boost::json;

constexpr std::size_t kKept = 500;
constexpr std::size_t kToldAtOnce = 40;
constexpr std::size_t kShownOfBody = 16U << 10U;

template <class Message>
std::string text_of(std::string first_line, const Message& message) {
  std::string text = std::move(first_line) + '\n';
  for (const auto& [name, value] : message.headers) text += fmt::format("{}: {}\n", name, value);
  text += '\n' + message.body.substr(0, kShownOfBody);
  if (message.body.size() > kShownOfBody)
    text += fmt::format("... and {} bytes more", message.body.size() - kShownOfBody);
  return text;
}

json::array checks_of(const frontdoor::SeenCall& call) {
  json::array checks;
  for (const auto& [action, resource, allowed, why] : call.checked) {
    checks.push_back({{"action", action}, {"resource", resource}, {"allowed", allowed}, {"why", why}});
  }
  return checks;
}

bool is_denied(const frontdoor::SeenCall& call) {
  return std::ranges::any_of(call.checked, [](const auto& check) { return !check.allowed; });
}

}  // namespace

void CallLog::add(const frontdoor::SeenCall& call, Timestamp now) {
  const auto& request = call.request;
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(call.took).count();
  json::object summary{{"number", ++last_number_},  {"at", to_milliseconds(now)},     {"id", call.request_id},
                       {"service", call.service},   {"operation", call.operation},    {"caller", call.caller.arn},
                       {"from", request.peer},      {"status", call.response.status}, {"error", call.error_code},
                       {"denied", is_denied(call)}, {"microseconds", microseconds},   {"checks", checks_of(call)}};
  if (is_denied(call)) ++denied_;
  calls_.push_back({last_number_, std::move(summary),
                    text_of(fmt::format("{} {} HTTP/1.1", request.method, request.target), request),
                    text_of(fmt::format("HTTP/1.1 {}", call.response.status), call.response)});
  if (calls_.size() > kKept) calls_.pop_front();
}

json::object CallLog::news() {
  const auto count = last_number_ - told_;
  const auto shown = std::min({static_cast<std::size_t>(count), kToldAtOnce, calls_.size()});
  json::array newest;
  for (auto call = calls_.end() - static_cast<std::ptrdiff_t>(shown); call != calls_.end(); ++call) {
    newest.push_back(call->summary);
  }
  json::object news{{"count", count}, {"denied", denied_}, {"newest", std::move(newest)}};
  told_ = last_number_;
  denied_ = 0;
  return news;
}

json::object CallLog::whole(std::int64_t number) const {
  const auto found = std::ranges::find(calls_, number, &Call::number);
  if (found == calls_.end()) return {};
  auto whole = found->summary;
  whole["request"] = found->request;
  whole["response"] = found->response;
  return whole;
}

void CallLog::clear() {
  calls_.clear();
  told_ = last_number_;
  denied_ = 0;
}

}  // namespace aws::region::watch
