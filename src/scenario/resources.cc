#include "scenario/resources.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/stream_parser.hpp>
#include <fstream>
#include <sstream>
#include <string_view>

#include "base/error.h"

namespace aws::scenario {
namespace {

namespace json = boost::json;
using std::filesystem::path;

constexpr std::size_t kMostUserData = std::size_t{16} * 1024;  // EC2's limit, before base64

Error invalid(const path& file, std::string_view what) {
  return Error("InvalidResourceFile", fmt::format("{}: {}", file.string(), what));
}

std::string read_file(const path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    throw invalid(file, "cannot be read; name the folder of resource files with --resources");
  }
  return text.str();
}

json::value parse(const path& file, const std::string& text) {
  json::stream_parser parser;
  json::error_code error;
  std::size_t consumed = parser.write_some(text, error);
  if (!error && consumed == text.size()) parser.finish(error);
  const bool more = !error && consumed < text.size();
  if (!error && !more) return parser.release();
  consumed = std::min(consumed, text.size());
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(consumed), '\n');
  throw invalid(file, fmt::format("line {}: not JSON: {}", line, more ? "text after the end" : error.message()));
}

std::string read_policy(const path& file) {
  std::string text = read_file(file);
  const json::value policy = parse(file, text);
  if (!policy.is_object() || !policy.get_object().contains("Statement")) {
    throw invalid(file, "line 1: not an IAM policy: it has no \"Statement\"");
  }
  return text;
}

// {"S": "text"} or {"N": "number"}; the recommendations need no other type.
std::optional<dynamodb::AttributeValue> attribute(const json::value& value) {
  if (!value.is_object() || value.get_object().size() != 1) return std::nullopt;
  const auto& member = *value.get_object().begin();
  if (!member.value().is_string()) return std::nullopt;
  std::string text(member.value().get_string());
  if (member.key() == "S") return dynamodb::AttributeValue{.S = std::move(text)};
  if (member.key() == "N") return dynamodb::AttributeValue{.N = std::move(text)};
  return std::nullopt;
}

Item read_item(const path& file, const json::value& value, std::size_t number) {
  const json::object* members = value.if_object();
  if (members == nullptr) throw invalid(file, fmt::format("item {} is not an object", number));
  Item item;
  for (const auto& member : *members) {
    const std::string name(member.key());
    auto read_value = attribute(member.value());
    if (!read_value) {
      throw invalid(file,
                    fmt::format("item {}: '{}' is neither {{\"S\": \"...\"}} nor {{\"N\": \"...\"}}", number, name));
    }
    item[name] = std::move(*read_value);
  }
  if (!item["MediaType"].S || !item["ItemId"].N) {
    throw invalid(file, fmt::format("item {} needs a MediaType of type S and an ItemId of type N", number));
  }
  return item;
}

std::vector<Item> read_recommendations(const path& file) {
  const json::value list = parse(file, read_file(file));
  if (!list.is_array() || list.get_array().empty()) throw invalid(file, "line 1: not a list of recommendations");
  std::vector<Item> items;
  for (const auto& value : list.get_array()) items.push_back(read_item(file, value, items.size() + 1));
  return items;
}

void replace_all(std::string& text, std::string_view marker, std::string_view by) {
  for (auto at = text.find(marker); at != std::string::npos; at = text.find(marker, at + by.size())) {
    text.replace(at, marker.size(), by);
  }
}

// An instance that has to fetch its server from somewhere can fail to; this one carries it.
std::string read_user_data(const path& script_file, const path& server_file, std::uint16_t port,
                           const std::string& prefix) {
  std::string script = read_file(script_file);
  std::string server = read_file(server_file);
  if (!script.starts_with("#!")) throw invalid(script_file, "line 1: a startup script begins with #!");
  if (server.ends_with('\n')) server.pop_back();
  replace_all(script, "@PORT@", std::to_string(port));
  replace_all(script, "@PREFIX@", prefix);
  replace_all(script, "\n@SERVER_PY@\n", fmt::format("\n{}\n", server));
  if (script.size() > kMostUserData) {
    throw invalid(script_file, fmt::format("with {} in it, it is {} bytes long; EC2 takes at most {} as user data",
                                           server_file.filename().string(), script.size(), kMostUserData));
  }
  return script;
}

}  // namespace

Resources read_resources(const path& folder, std::uint16_t port, const Names& names) {
  Resources resources;
  resources.recommendations_file = folder / "recommendations.json";
  resources.startup_script_file = folder / "server_startup_script.sh";
  resources.recommendations = read_recommendations(resources.recommendations_file);
  resources.instance_policy = read_policy(folder / "instance_policy.json");
  replace_all(resources.instance_policy, "table/" + Names().table, "table/" + names.table);
  resources.ssm_only_policy = read_policy(folder / "ssm_only_policy.json");
  resources.experiment_policy = read_policy(folder / "experiment_policy.json");
  resources.user_data = read_user_data(resources.startup_script_file, folder / "server.py", port, names.prefix);
  return resources;
}

}  // namespace aws::scenario
