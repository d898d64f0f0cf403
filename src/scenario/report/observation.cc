#include "scenario/report/observation.h"

#include <boost/json/parse.hpp>

namespace aws::scenario {
namespace {

namespace json = boost::json;

std::string text_at(const json::value& value, std::initializer_list<std::string_view> path) {
  const json::value* at = &value;
  for (const auto name : path) {
    if (!at->is_object()) return "";
    at = at->get_object().if_contains(json::string_view(name.data(), name.size()));
    if (at == nullptr) return "";
  }
  return at->is_string() ? std::string(at->get_string()) : "";
}

}  // namespace

Reply read_reply(HttpResult result, const std::function<bool(const std::string& title)>& is_ours) {
  Reply reply;
  reply.status = result.status;
  if (result.answered()) reply.answer = result.status == 200 ? Answer::kOther : Answer::kError;
  json::error_code not_json;
  const json::value body = json::parse(result.body, not_json);
  if (result.status == 200 && !not_json) {
    reply.instance = text_at(body, {"Metadata", "InstanceId"});
    reply.zone = text_at(body, {"Metadata", "AvailabilityZone"});
    if (text_at(body, {"ItemId", "N"}) == "0") {
      reply.answer = Answer::kStatic;
    } else if (is_ours(text_at(body, {"Title", "S"}))) {
      reply.answer = Answer::kReal;
    }
  }
  reply.http = std::move(result);
  return reply;
}

std::string kind(const Reply& reply) {
  switch (reply.answer) {
    case Answer::kReal:
      return "200 real";
    case Answer::kStatic:
      return "200 static";
    case Answer::kOther:
      return "200 with another body";
    case Answer::kError:
      return std::to_string(reply.status);
    case Answer::kNone:
      break;
  }
  return "no answer";
}

}  // namespace aws::scenario
