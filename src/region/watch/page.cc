#include "region/watch/page.h"

#include <fmt/format.h>

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "base/error.h"

namespace aws::region::watch {
namespace {

struct File {
  std::string_view name;
  std::string_view text;
};

constexpr File kFiles[] = {
#include "region/watch/page_files.inc"
};

constexpr std::string_view kFrontPage = "index.html";
constexpr std::string_view kCalls = "/calls/";
constexpr std::string_view kMetadata = "/metadata/";
constexpr std::string_view kNeedsToken = "open the page by the link that the region prints";

// Nothing from elsewhere is loaded, and nobody shows the page within theirs.
const http::Headers kGuards = {{"Content-Security-Policy",
                                "default-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                                "form-action 'none'; frame-ancestors 'none'"},
                               {"Cross-Origin-Resource-Policy", "same-origin"},
                               {"Cross-Origin-Opener-Policy", "same-origin"},
                               {"Referrer-Policy", "no-referrer"},
                               {"X-Content-Type-Options", "nosniff"},
                               {"Cache-Control", "no-store"}};

http::Response response(int status, std::string_view type, std::string_view body) {
  http::Response response{.status = status, .headers = kGuards, .body = std::string(body)};
  response.headers.add("Content-Type", std::string(type));
  return response;
}

http::Response refusal(int status, std::string_view why) {
  return response(status, "text/plain; charset=utf-8", fmt::format("{}\n", why));
}

http::Response wrong_method(std::string_view allowed) {
  auto refused = refusal(405, fmt::format("only {} here", allowed));
  refused.headers.add("Allow", std::string(allowed));
  return refused;
}

http::Response json_response(int status, std::string_view text) { return response(status, "application/json", text); }

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".html")) return "text/html; charset=utf-8";
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  return "text/javascript; charset=utf-8";
}

// What a browser says of where a request comes from; other clients say nothing. A link may lead to the page itself.
bool from_elsewhere(const http::Request& request, std::string_view path) {
  if (const auto origin = request.headers.find("Origin")) {
    if (*origin != "http://" + request.headers.get("Host")) return true;
  }
  const auto site = request.headers.find("Sec-Fetch-Site");
  if (!site || *site == "same-origin" || *site == "none") return false;
  return path != "/" || request.headers.get("Sec-Fetch-Mode") != "navigate";
}

bool is_loopback_address(std::string_view text) {
  std::array<int, 4> parts{};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto [rest, error] = std::from_chars(at, end, parts[i]);
    if (error != std::errc() || parts[i] < 0 || parts[i] > 255) return false;
    const bool last = i + 1 == parts.size();
    if (last ? rest != end : rest == end || *rest != '.') return false;
    at = rest + 1;
  }
  return parts[0] == 127;
}

}  // namespace

bool is_loopback(std::string_view host) {
  const auto port = host.rfind(':');
  if (port != std::string_view::npos && host.find(']', port) == std::string_view::npos) host = host.substr(0, port);
  return host == "localhost" || host == "[::1]" || is_loopback_address(host);
}

http::Reply Page::answer(const http::Request& request) {
  auto path = request.path();
  path.remove_prefix(kPageRoot.size());
  if (!is_loopback(request.headers.get("Host"))) {
    return refusal(403, "this page answers to 127.0.0.1 and localhost only");
  }
  if (from_elsewhere(request, path)) return refusal(403, "this page does not answer to other pages");
  if (path.empty()) {
    auto moved = refusal(301, "the page is at /_ui/");
    moved.headers.add("Location", "/_ui/");
    return moved;
  }
  if (request.method == "POST") return post(request, path);
  if (request.method == "GET" || request.method == "HEAD") return get(request, path);
  return wrong_method("GET, HEAD, POST");
}

http::Reply Page::get(const http::Request& request, std::string_view path) {
  if (path == "/events") {
    http::Reply reply = response(200, "text/event-stream", "");
    if (request.method == "GET") reply.stream = content_.events();
    return reply;
  }
  if (path.starts_with(kCalls) || path.starts_with(kMetadata)) return get_private(request, path);
  const auto name = path == "/" ? kFrontPage : path.substr(1);
  for (const auto& file : kFiles) {
    if (file.name == name) return response(200, type_of(name), file.text);
  }
  return refusal(404, "there is no such page");
}

http::Reply Page::get_private(const http::Request& request, std::string_view path) {
  if (!has_token(request)) return refusal(403, kNeedsToken);
  const bool is_call = path.starts_with(kCalls);
  path.remove_prefix(is_call ? kCalls.size() : kMetadata.size());
  std::int64_t number = 0;
  if (is_call) std::from_chars(path.data(), path.data() + path.size(), number);
  const auto found = is_call ? content_.call(number) : content_.metadata(std::string(path));
  return found.empty() ? refusal(404, "this is not known, or not any more") : json_response(200, found);
}

http::Reply Page::post(const http::Request& request, std::string_view path) {
  constexpr std::string_view kCall = "/call/";
  constexpr std::string_view kStory = "/story/";
  const auto slash = path.rfind('/');
  const bool is_call = path.starts_with(kCall) && slash >= kCall.size();
  if (!is_call && !path.starts_with(kStory)) return wrong_method("GET, HEAD");
  if (!has_token(request)) return refusal(403, kNeedsToken);
  // What a form of another page could send is not taken, whatever the browser says of it.
  if (!request.headers.get("Content-Type").starts_with("application/json")) return refusal(415, "JSON only");
  try {
    if (!is_call) return json_response(200, content_.story(path.substr(kStory.size()), request.body));
    const auto service = path.substr(kCall.size(), slash - kCall.size());
    return json_response(200, content_.carry_out(service, path.substr(slash + 1), request.body));
  } catch (const Error& error) {
    const boost::json::object told{{"code", error.code()}, {"message", error.message()}};
    return json_response(error.http_status(), boost::json::serialize(told));
  }
}

// In a time that does not tell how much of it is right.
bool Page::has_token(const http::Request& request) const {
  const auto given = request.headers.get(kTokenHeader);
  if (given.size() != token_.size() || token_.empty()) return false;
  unsigned differs = 0;
  for (std::size_t i = 0; i < given.size(); ++i) differs |= static_cast<unsigned>(given[i] ^ token_[i]);
  return differs == 0;
}

}  // namespace aws::region::watch
