// The live page over HTTP: which path is what, and who may have it.
//
//   GET  /_ui/                    the page, and its files beside it
//   GET  /_ui/events              what happens, as server-sent events
//   GET  /_ui/calls/NUMBER        a call with all that was said in it        with the token
//   GET  /_ui/metadata/INSTANCE   what its metadata service tells an instance   with the token
//   POST /_ui/call/SERVICE/NAME   has an operation carried out, JSON in and out   with the token
//   POST /_ui/story/line          {"text"}: the workflow goes on                  with the token, from here on
//   POST /_ui/story/question      {"text"}: it asks; {"number"} is the answer
//   POST /_ui/story/answer        {"number", "text"}: the page answers
//   POST /_ui/story/answered      {"number"}: {"text"} once the page has
//   POST /_ui/story/close         {"number"}: the question is over
//
// No page of another origin can read or steer it: it answers to loopback names only, so that no other name can be made
// to lead here, to no request that a browser says comes from another site, and says nothing that would let one read it.
// The token comes in a header of its own; the link that carries it has it behind '#', which browsers do not send.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "region/watch/gateway.h"
#include "wire/http/reply.h"

namespace aws::region::watch {

inline constexpr std::string_view kPageRoot = "/_ui";
inline constexpr std::string_view kTokenHeader = "X-Page-Token";

class PageContent {
 public:
  virtual ~PageContent() = default;
  virtual std::shared_ptr<http::Stream> events() = 0;
  virtual std::string call(std::int64_t number) const = 0;                 // JSON; "" when it is not known (any more)
  virtual std::string metadata(const std::string& instance_id) const = 0;  // JSON; "" when there is no such instance
  // JSON. Throws the aws::Error that the service answers.
  virtual std::string carry_out(std::string_view service, std::string_view operation, std::string_view input) = 0;
  // What the workflow tells and asks: one of the verbs above, JSON in and out. Throws aws::Error for anything else.
  virtual std::string story(std::string_view verb, std::string_view input) = 0;
};

class Page {
 public:
  Page(PageContent& content, std::string token) : content_(content), token_(std::move(token)) {}

  http::Reply answer(const http::Request& request);

 private:
  http::Reply get(const http::Request& request, std::string_view path);
  http::Reply get_private(const http::Request& request, std::string_view path);
  http::Reply post(const http::Request& request, std::string_view path);
  bool has_token(const http::Request& request) const;

  PageContent& content_;
  std::string token_;
};

// Whether a Host header names this machine's loopback: "localhost:4566", "127.0.0.1", "[::1]:80".
bool is_loopback(std::string_view host);

}  // namespace aws::region::watch
