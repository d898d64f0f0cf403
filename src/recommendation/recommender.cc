#include "recommendation/recommender.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "wire/protocols/json.h"

namespace aws::recommendation {
namespace {

namespace json = boost::json;
using Item = std::map<std::string, dynamodb::AttributeValue>;

constexpr std::array<const char*, 3> kMediaTypes = {"Book", "Movie", "Song"};
constexpr int kItemsPerType = 3;

http::Response reply(int status, const json::object& body) {
  return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = json::serialize(body)};
}

http::Response failure(int status, std::string_view message) { return reply(status, {{"message", message}}); }

http::Response health(bool healthy) { return reply(healthy ? 200 : 503, {{"success", healthy ? "True" : "False"}}); }

dynamodb::AttributeValue text(std::string value) { return {.S = std::move(value)}; }
dynamodb::AttributeValue number(int value) { return {.N = std::to_string(value)}; }

// Always there, whatever fails: a static recommendation is better than none.
Item static_item() {
  return {{"MediaType", text("Book")},
          {"ItemId", number(0)},
          {"Title", text("404 Not Found: A Coloring Book")},
          {"Creator", text("The Oatmeal")}};
}

}  // namespace

http::Response Recommender::answer(const http::Request& request, const std::optional<Parameters>& parameters) const {
  const bool root = request.path() == "/";
  if (!root && request.path() != "/healthcheck") {
    return failure(404, fmt::format("{} is not here; there are / and /healthcheck", request.path()));
  }
  if (request.method != "GET") {
    http::Response refusal = failure(405, fmt::format("{} is not allowed, only GET", request.method));
    refusal.headers.add("Allow", "GET");
    return refusal;
  }
  return root ? recommend(parameters) : check_health(parameters);
}

http::Response Recommender::recommend(const std::optional<Parameters>& parameters) const {
  std::string problem = "the service does not know its table: its parameters are not set or cannot be read";
  if (parameters && parameters->table) {
    try {
      return recommendation(pick(*parameters->table));
    } catch (const Error& error) {
      problem = fmt::format("the table '{}' cannot be read: {}", *parameters->table, error.what());
    }
  }
  spdlog::warn("{}", problem);
  if (parameters && parameters->failure_response == "static") return recommendation(static_item());
  return failure(502, "no recommendation: " + problem);
}

http::Response Recommender::check_health(const std::optional<Parameters>& parameters) const {
  if (!parameters) return health(false);
  if (parameters->health_check != "deep") return health(true);
  if (!parameters->table) return health(false);
  try {
    const auto response = dynamodb_.DescribeTable({.TableName = parameters->table});
    return health(response.Table && response.Table->TableStatus == "ACTIVE");
  } catch (const Error& error) {
    spdlog::warn("unhealthy: the table '{}' does not answer: {}", *parameters->table, error.what());
    return health(false);
  }
}

Item Recommender::pick(const std::string& table) const {
  const std::string media_type = kMediaTypes[random_.next() % kMediaTypes.size()];
  const int item_id = 1 + static_cast<int>(random_.next() % kItemsPerType);
  const auto response =
      dynamodb_.GetItem({.TableName = table, .Key = {{"MediaType", text(media_type)}, {"ItemId", number(item_id)}}});
  if (response.Item.empty()) throw Error("ItemNotFound", fmt::format("it has no {} {}", media_type, item_id));
  return response.Item;
}

http::Response Recommender::recommendation(const Item& item) const {
  json::object body;
  for (const auto& [name, value] : item) body[name] = wire::to_json(dynamodb::shapes::AttributeValue, &value);
  body["Metadata"] = {{"InstanceId", instance_.instance_id}, {"AvailabilityZone", instance_.availability_zone}};
  return reply(200, body);
}

}  // namespace aws::recommendation
