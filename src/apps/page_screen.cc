#include "apps/page_screen.h"

#include <spdlog/spdlog.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>

#include "base/error.h"
#include "client/http/http_transport.h"

namespace aws::apps {

namespace json = boost::json;

PageScreen::PageScreen(const std::string& page_url)
    : base_url_(page_url.substr(0, page_url.find("/_ui/"))),
      token_(page_url.substr(page_url.find('#') + 1)),
      transport_(std::make_unique<client::HttpTransport>()) {}

void PageScreen::show(std::string_view text) { post("line", json::serialize(json::object{{"text", text}})); }

void PageScreen::ask(std::string_view question) {
  const auto reply = json::parse(post("question", json::serialize(json::object{{"text", question}}))).as_object();
  const auto* number = reply.if_contains("number");
  question_ = number ? number->to_number<std::int64_t>() : 0;
}

std::optional<std::string> PageScreen::answer() {
  if (question_ == 0) return std::nullopt;
  const auto reply = json::parse(post("answered", json::serialize(json::object{{"number", question_}}))).as_object();
  const auto* text = reply.if_contains("text");
  if (!text) return std::nullopt;
  return json::value_to<std::string>(*text);
}

void PageScreen::answered() {
  if (question_ != 0) post("close", json::serialize(json::object{{"number", question_}}));
  question_ = 0;
}

std::string PageScreen::post(std::string_view verb, std::string body) {
  try {
    const auto host = base_url_.substr(base_url_.find("//") + 2);
    const auto reply = transport_->send(
        base_url_, {.method = "POST",
                    .target = "/_ui/story/" + std::string(verb),
                    .headers = {{"Host", host}, {"Content-Type", "application/json"}, {"X-Page-Token", token_}},
                    .body = std::move(body)});
    gone_ = reply.status != 200;
    if (!gone_) return reply.body;
    spdlog::debug("the live page answers {}", reply.status);
  } catch (const Error& error) {
    gone_ = true;
    spdlog::debug("the live page: {}", error.what());
  }
  return "{}";
}

}  // namespace aws::apps
