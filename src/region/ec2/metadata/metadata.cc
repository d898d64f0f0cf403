#include "region/ec2/metadata/metadata.h"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <set>

#include "base/text/timestamp.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

namespace json = boost::json;
using Texts = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kTokenHeader = "X-aws-ec2-metadata-token";
constexpr std::string_view kTokenLifetimeHeader = "X-aws-ec2-metadata-token-ttl-seconds";
constexpr int kLongestLifetime = 21600;  // six hours

constexpr std::string_view kVersions[] = {
    "1.0",        "2007-01-19", "2007-03-01", "2007-08-29", "2007-10-10", "2007-12-15", "2008-02-01",
    "2008-09-01", "2009-04-04", "2011-01-01", "2011-05-01", "2012-01-12", "2014-02-25", "2014-11-05",
    "2015-10-20", "2016-04-19", "2016-06-30", "2016-09-02", "2018-03-28", "2018-08-17", "2018-09-24",
    "2019-10-01", "2020-10-27", "2021-01-03", "2021-03-23", "2021-07-15", "2022-09-24", "latest"};

http::Response reply(int status, std::string body, std::string type = "text/plain") {
  return {status, {{"Content-Type", std::move(type)}, {"Server", "EC2ws"}}, std::move(body)};
}

http::Response failure(int status, std::string_view reason) {
  std::string page = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<html><head><title>";
  page += std::to_string(status) + " - " + std::string(reason);
  page += "</title></head><body><h1>" + std::to_string(status) + " - " + std::string(reason) + "</h1></body></html>\n";
  return reply(status, std::move(page), "text/html");
}

// What lies directly below a directory, one to a line; a directory's name ends in '/'. Nothing when it is none.
std::optional<std::string> listing(const Texts& texts, const std::string& directory) {
  std::set<std::string> names;
  for (auto it = texts.lower_bound(directory); it != texts.end() && it->first.starts_with(directory); ++it) {
    const std::string_view rest = std::string_view(it->first).substr(directory.size());
    names.emplace(rest.substr(0, std::min(rest.find('/'), rest.size() - 1) + 1));
  }
  if (names.empty()) return std::nullopt;
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : "\n") + name;
  return text;
}

// Without the slashes in front. There may be two: an endpoint that ends in one, and a path that begins with one.
std::string_view path_of(const http::Request& request) {
  std::string_view path = request.path();
  while (path.starts_with('/')) path.remove_prefix(1);
  return path;
}

http::Response look_up(const Texts& texts, std::string path) {
  while (path.ends_with('/')) path.pop_back();
  if (const auto leaf = texts.find(path); leaf != texts.end()) {
    const bool raw = path == "user-data";
    return reply(200, leaf->second, raw ? "application/octet-stream" : "text/plain");
  }
  if (path.empty())
    return reply(200, texts.contains("user-data") ? "dynamic\nmeta-data\nuser-data" : "dynamic\nmeta-data");
  if (auto names = listing(texts, path + '/')) return reply(200, *names);
  return failure(404, "Not Found");
}

std::string versions() {
  std::string text;
  for (const auto version : kVersions) text += (text.empty() ? "" : "\n") + std::string(version);
  return text;
}

std::string info_document(const InstanceFacts& facts, const RoleCredentials& role, Timestamp now) {
  const bool found = role.code != "InstanceProfileNotFound";
  json::object info{{"Code", found ? "Success" : role.code}};
  if (!found) info["Message"] = role.message;
  if (found && role.role.empty()) {
    info["Message"] =
        "Instance Profile does not contain a role. Please see documentation at "
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/RolesTroubleshooting.html.";
  }
  info["LastUpdated"] = text::iso8601_seconds(role.last_updated == Timestamp() ? now : role.last_updated);
  if (found) {
    info["InstanceProfileArn"] = facts.profile_arn;
    info["InstanceProfileId"] = facts.profile_id;
  }
  return json::serialize(info);
}

std::string credentials_document(const RoleCredentials& role, Timestamp now) {
  json::object document{{"Code", role.code}};
  if (role.code != "Success") document["Message"] = role.message;
  document["LastUpdated"] = text::iso8601_seconds(role.last_updated == Timestamp() ? now : role.last_updated);
  if (role.code == "Success") {
    document["Type"] = "AWS-HMAC";
    document["AccessKeyId"] = role.access_key_id;
    document["SecretAccessKey"] = role.secret_access_key;
    document["Token"] = role.token;
    document["Expiration"] = text::iso8601_seconds(role.expiration);
  }
  return json::serialize(document);
}

}  // namespace

std::string MetadataTokens::issue(std::chrono::seconds lifetime, Timestamp now) {
  std::erase_if(expiries_, [&](const auto& entry) { return entry.second <= now; });
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string token = "AQAEA" + random_text(random_, kAlphabet, 49) + "==";
  expiries_[token] = now + lifetime;
  return token;
}

bool MetadataTokens::valid(std::string_view token, Timestamp now) const {
  const auto found = expiries_.find(token);
  return found != expiries_.end() && now < found->second;
}

http::Response InstanceMetadata::answer(const http::Request& request, const InstanceFacts& facts,
                                        MetadataTokens& tokens) const {
  if (!facts.enabled) return failure(403, "Forbidden");
  if (request.method == "PUT") return issue_token(request, tokens);
  if (request.method != "GET" && request.method != "HEAD") return failure(405, "Method Not Allowed");

  const auto token = request.headers.find(kTokenHeader);
  if (token ? !tokens.valid(*token, clock_.now()) : facts.token_required) return failure(401, "Unauthorized");

  const std::string_view path = path_of(request);
  if (path.empty()) return reply(200, versions());
  const auto slash = std::min(path.find('/'), path.size());
  const auto version = path.substr(0, slash);
  if (std::find(std::begin(kVersions), std::end(kVersions), version) == std::end(kVersions)) {
    return failure(404, "Not Found");
  }
  const std::string below = http::percent_decode(path.substr(std::min(slash + 1, path.size())));
  auto response = look_up(tree(facts, below), below);
  if (request.method == "HEAD") response.body.clear();
  return response;
}

// A proxy that was tricked into passing a request on adds X-Forwarded-For; that is what version 2 guards against.
http::Response InstanceMetadata::issue_token(const http::Request& request, MetadataTokens& tokens) const {
  const auto path = path_of(request);
  if (path != "latest/api/token") return failure(path.ends_with("/api/token") ? 403 : 405, "Forbidden");
  if (request.headers.find("X-Forwarded-For")) return failure(403, "Forbidden");
  const std::string asked = request.headers.get(kTokenLifetimeHeader);
  int seconds = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), seconds);
  const bool number = error == std::errc() && end == asked.data() + asked.size();
  if (!number || seconds < 1 || seconds > kLongestLifetime) return failure(400, "Bad Request");
  auto response = reply(200, tokens.issue(std::chrono::seconds(seconds), clock_.now()));
  response.headers.add("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", std::to_string(seconds));
  return response;
}

// The role is asked for its credentials only by a request for them.
Texts InstanceMetadata::tree(const InstanceFacts& facts, std::string_view path) const {
  Texts texts = facts.texts;
  if (facts.user_data) texts["user-data"] = *facts.user_data;
  if (facts.profile_arn.empty()) return texts;
  if (path.starts_with("meta-data/iam")) {
    add_profile(facts, texts);
  } else {
    texts["meta-data/iam/info"] = "";  // a listing shows it
  }
  return texts;
}

void InstanceMetadata::add_profile(const InstanceFacts& facts, Texts& texts) const {
  const RoleCredentials role = profiles_.credentials(facts.profile_arn, facts.instance_id);
  const Timestamp now = clock_.now();
  texts["meta-data/iam/info"] = info_document(facts, role, now);
  if (role.role.empty()) return;
  texts["meta-data/iam/security-credentials/" + role.role] = credentials_document(role, now);
}

}  // namespace aws::region::ec2
