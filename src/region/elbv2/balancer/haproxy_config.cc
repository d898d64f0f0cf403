#include "region/elbv2/balancer/haproxy_config.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "region/elbv2/balancer/haproxy_log.h"
#include "region/elbv2/balancer/haproxy_rules.h"
#include "region/elbv2/balancer/listening_sockets.h"

namespace aws::region::elbv2 {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 9> kErrors = {{{400, "Bad Request"},
                                                                      {403, "Forbidden"},
                                                                      {405, "Not Allowed"},
                                                                      {408, "Request Time-out"},
                                                                      {413, "Request Entity Too Large"},
                                                                      {500, "Internal Server Error"},
                                                                      {502, "Bad Gateway"},
                                                                      {503, "Service Temporarily Unavailable"},
                                                                      {504, "Gateway Time-out"}}};

constexpr std::array<std::pair<int, std::string_view>, 2> kRedirects = {{{301, "Moved Permanently"}, {302, "Found"}}};

std::string page(int status, std::string_view title) {
  return fmt::format(
      "<html>\r\n<head><title>{0} {1}</title></head>\r\n<body>\r\n<center><h1>{0} {1}</h1></center>\r\n</body>\r\n"
      "</html>\r\n",
      status, title);
}

std::string error_file(int status) { return fmt::format("{}.http", status); }

std::string_view reason(int status) {
  for (const auto& [code, text] : kErrors) {
    if (code == status) return text;
  }
  return "Error";
}

// Connections are what HAProxy sizes its tables by; left alone it takes all that the system would give, and with many
// idle clients it would give up its connections to targets. An old process lives on after a reload for as long as
// requests are in flight.
constexpr std::string_view kGlobal = R"(global
  nbthread 1
  maxconn 20000
  tune.pool-low-fd-ratio 100
  tune.pool-high-fd-ratio 100
  no strict-limits
  noreuseport
  hard-stop-after 65m
  tune.bufsize 65536
  tune.maxrewrite 4096
  lua-load answers.lua
  set-var proc.watched bool(false)
)";

// For requests that their target leaves without an answer.
constexpr std::string_view kAnswers = R"(-- The load balancer's answer instead of a target's.
local function answer(txn, status, reason, page)
  local reply = txn:reply()
  reply:set_status(status, reason)
  reply:add_header("Server", "awselb/2.0")
  reply:add_header("Content-Type", "text/html")
  reply:add_header("Connection", "close")  -- or else HAProxy would have the kernel wait for more to send
  reply:set_body((page:gsub("\n", "\r\n")))  -- in double brackets a line ends with a mere newline
  txn:done(reply)
end

-- The server's time-out is over, or the server has closed the connection.
core.register_action("no_answer", {{ "tcp-res" }}, function(txn)
  if txn.f:date(0, "ms") < txn:get_var("txn.patience") then
    answer(txn, 502, "{0}", [[{1}]])
  else
    answer(txn, 504, "{2}", [[{3}]])
  end
end)
)";

std::string defaults(const HaproxyTimeouts& timeouts) {
  auto text = fmt::format(R"(
defaults
  mode http
  timeout connect {0}ms
  timeout client {1}ms
  timeout http-request {1}ms
  timeout http-keep-alive {1}ms
  timeout server {1}ms
  retries 0
)",
                          timeouts.connect.count(), timeouts.idle(std::chrono::seconds(60)).count());
  for (const auto& [status, _] : kErrors) {
    fmt::format_to(std::back_inserter(text), "  errorfile {} {}\n", status, error_file(status));
  }
  return text;
}

// What a load balancer adds to a request: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/
// x-forwarded-headers.html and load-balancer-request-tracing.html.
constexpr std::string_view kRequestRules = R"(  http-request deny deny_status 405 if METH_TRACE
  acl has_forwarded_for req.hdr(x-forwarded-for) -m found
  http-request return status 463 if {{ req.hdr_cnt(x-forwarded-for) gt 30 }}
{forwarded_for}  http-request set-header X-Forwarded-Proto {scheme}
  http-request set-header X-Forwarded-Port {port}
  acl has_trace req.fhdr(x-amzn-trace-id) -m found
  http-request set-var(req.trace) req.fhdr(x-amzn-trace-id),regsub('Self=[^;]*;?','',g) if has_trace
  acl follows_trace var(req.trace) -m found
  acl has_trace_root var(req.trace) -m sub Root=
  http-request set-header X-Amzn-Trace-Id "Self={trace};%[var(req.trace)]" if follows_trace has_trace_root
  http-request set-header X-Amzn-Trace-Id "Root={trace};%[var(req.trace)]" if follows_trace !has_trace_root
  http-request set-header X-Amzn-Trace-Id "Root={trace}" unless follows_trace
)";
// Every function costs a little of each request's time; these are few.
constexpr std::string_view kTrace =
    "1-%[date,hex,bytes(8,8),lower]-%[rand,xxh64,hex,lower]%[rand,hex,bytes(8,8),lower]";

std::string host_rule(const BalancedListener& listener) {
  const int usual = listener.tls ? 443 : 80;
  if (listener.port == usual) {
    return fmt::format("  http-request replace-header Host (.*):{0}$ \\1 if {{ req.hdr(host) -m end :{0} }}\n", usual);
  }
  return fmt::format(
      "  acl has_port req.hdr(host) -m sub :\n"
      "  http-request set-header Host %[req.hdr(host)]:{} if !has_port {{ req.hdr(host) -m found }}\n",
      listener.port);
}

// How X-Forwarded-For is passed on.
std::string forwarded_for(const std::string& mode) {
  if (mode == "preserve") return "";
  if (mode == "remove") return "  http-request del-header X-Forwarded-For\n";
  return "  http-request set-header X-Forwarded-For \"%[req.fhdr(x-forwarded-for)], %[src]\" if has_forwarded_for\n"
         "  option forwardfor if-none\n";
}

// The client's server name chooses among the certificates; the first is for all others. They stand in a list of their
// own, since a line of HAProxy's configuration has 64 words at most.
std::string bind_options(const BalancedListener& listener, std::map<std::string, std::string>& files) {
  if (!listener.tls) return "";
  const auto& tls = *listener.tls;
  const auto name = fmt::format("{}-{}", listener.address, listener.port);
  auto& list = files[name + ".certificates"];
  for (std::size_t i = 0; i < tls.certificates.size(); ++i) {
    const auto file = fmt::format("{}-{}{}", name, i, kCertificateFile);
    files[file] = tls.certificates[i];
    list += file + '\n';
  }
  auto options =
      fmt::format(" ssl crt-list {}.certificates ssl-min-ver {} ssl-max-ver {}", name, tls.oldest, tls.newest);
  if (!tls.ciphers.empty()) options += " ciphers " + tls.ciphers;
  if (!tls.suites.empty()) options += " ciphersuites " + tls.suites;
  return options + (tls.http2 ? " alpn h2,http/1.1" : " alpn http/1.1");
}

// In single quotes, within which HAProxy reads nothing but its formats' percent signs.
std::string in_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    quoted += letter;
    if (letter == '%') quoted += letter;
    if (letter == '\'') quoted += "\\''";
  }
  return quoted + '\'';
}

// What the listener says of itself, to targets and in answers.
std::string header_rules(const BalancedListener& listener) {
  std::string rules;
  if (listener.tls && listener.tells_tls) {
    rules +=
        "  http-request set-header X-Amzn-Tls-Version %[ssl_fc_protocol]\n"
        "  http-request set-header X-Amzn-Tls-Cipher-Suite %[ssl_fc_cipher]\n";
  }
  for (const auto& [name, value] : listener.response_headers) {
    rules += fmt::format("  http-after-response set-header {} {}\n", name, in_quotes(value));
  }
  return rules + (listener.names_server ? "" : "  http-after-response del-header Server\n");
}

std::string binds(const BalancedListener& listener, const HaproxySockets& sockets, const std::string& options) {
  const auto inherited = sockets.descriptors.find(name_of(listener));
  const bool inherits = inherited != sockets.descriptors.end();
  const auto here = fmt::format("  bind {}:{}{}\n", listener.address, listener.port, options);
  if (!inherits) return here;
  return fmt::format("  bind fd@{}{}\n", inherited->second, options) + (sockets.elsewhere ? here : "");
}

std::string frontend(const BalancedListener& listener, const HaproxyTimeouts& timeouts, const HaproxySockets& sockets,
                     std::map<std::string, std::string>& files) {
  return fmt::format(
      "\nfrontend {0}:{1}\n"
      "{7}"
      "  timeout client {6}ms\n"
      "  timeout http-request {6}ms\n"
      "  timeout http-keep-alive {6}ms\n"
      "  acl allowed_source src -f {2}\n"
      "  tcp-request connection reject unless allowed_source\n"
      "  log global\n"
      "  log-format \"{9}\"\n"
      "  http-request set-log-level silent unless {{ var(proc.watched) -m bool }}\n"
      "{3}{4}"
      "  acl own_answer res.hdr(server) -m str awselb/2.0\n"
      "  acl has_date res.hdr(date) -m found\n"
      "  http-after-response set-header Date %[date,http_date] if own_answer !has_date\n"
      "{8}{5}",
      listener.address, listener.port, sources_file(listener),
      fmt::format(fmt::runtime(kRequestRules), fmt::arg("port", listener.port),
                  fmt::arg("scheme", listener.tls ? "https" : "http"),
                  fmt::arg("forwarded_for", forwarded_for(listener.forwarded_for)), fmt::arg("trace", kTrace)),
      host_rule(listener), rule_lines(listener, files), timeouts.idle(listener.idle).count(),
      binds(listener, sockets, bind_options(listener, files)), header_rules(listener), kHaproxyLogFormat);
}

// A client stays with a server by the load balancer's own cookie. Where the application decides who stays, that cookie
// comes with the application's and counts together with it only; each group has one, since a client may stay with
// servers of several. The cookie is worked out from the server's address, so that nothing need be remembered.
std::string stickiness(std::string_view group, const Spreading& spreading) {
  if (spreading.lb_cookie.count() > 0) {
    return fmt::format(
        "  dynamic-cookie-key AWSALB\n"
        "  cookie AWSALB insert indirect dynamic\n"
        "  http-after-response replace-header Set-Cookie ^(AWSALB=[^;]*).* "
        "\"\\1; Expires=%[date({}),http_date]; Path=/\"\n",
        spreading.lb_cookie.count());
  }
  if (spreading.app_cookie.empty()) return "";
  return fmt::format(
      "  dynamic-cookie-key AWSALB\n"
      "  cookie {0} rewrite dynamic\n"
      "  acl sends_app_cookie req.cook({1}) -m found\n"
      "  http-request replace-header Cookie '(.*){0}=[^;]*;? ?(.*)' '\\1\\2' unless sends_app_cookie\n"
      "  http-request set-var(txn.stays) bool(true) if sends_app_cookie {{ req.cook({0}) -m found }}\n"
      "  acl stays var(txn.stays) -m bool\n"
      "  acl sets_app_cookie res.cook({1}) -m found\n"
      "  http-response add-header Set-Cookie \"{0}=server; Expires=%[date({2}),http_date]; Path=/\" "
      "if stays or sets_app_cookie\n",
      fmt::format("AWSALBAPP-{}", group), spreading.app_cookie, spreading.app_cookie_duration.count());
}

// A target that refuses the connection is a 502, for which HAProxy would answer 503; without any target it is a 503. A
// process that stops after a reload counts no servers, though it still uses them.
std::string group(const std::string& name, const BalancedGroup& balanced, const HaproxyTimeouts& timeouts) {
  auto text = fmt::format(
      "\nbackend {0}\n"
      "  timeout server {3}ms\n"
      "  balance {1}\n"
      "{4}{2}"
      "  tcp-response inspect-delay 24d\n"
      "  tcp-response content lua.no_answer unless {{ status -m found }}\n"
      "  http-request set-var(txn.patience) date({3},ms)\n"
      "  errorfile 503 502.http\n"
      "  http-request return status 503 errorfile 503.http if {{ nbsrv eq 0 }} !{{ stopping }}\n",
      name, balanced.spreading.least_outstanding ? "leastconn" : "roundrobin", stickiness(name, balanced.spreading),
      timeouts.idle(balanced.spreading.idle).count(),
      balanced.source.empty() ? "" : fmt::format("  source {}\n", balanced.source));
  for (const auto& server : balanced.servers) {
    fmt::format_to(std::back_inserter(text), "  server {} {}:{} weight {}\n", server.name, server.address, server.port,
                   server.share);
  }
  return text;
}

std::string config(const BalancerState& state, const HaproxyTimeouts& timeouts, const HaproxySockets& sockets,
                   std::map<std::string, std::string>& files) {
  auto text =
      fmt::format("{}  log unix@{} len 4096 format raw local0\n{}", kGlobal, kHaproxyLogFile, defaults(timeouts));
  for (const auto& listener : state.listeners) text += frontend(listener, timeouts, sockets, files);
  for (const auto& [name, balanced] : state.groups) text += group(name, balanced, timeouts);
  return text;
}

}  // namespace

std::string error_page(int status) {
  const auto body = page(status, reason(status));
  return fmt::format(
      "HTTP/1.1 {} {}\r\nServer: awselb/2.0\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: "
      "{}\r\n\r\n{}",
      status, reason(status), body.size(), status == 400 ? "close" : "keep-alive", body);
}

std::string sources_file(const BalancedListener& listener) {
  return fmt::format("{}-{}.sources", listener.address, listener.port);
}

std::map<std::string, std::string> haproxy_files(const BalancerState& state, const HaproxyTimeouts& timeouts,
                                                 const HaproxySockets& sockets) {
  std::map<std::string, std::string> files;
  files[kHaproxyConfigFile] = config(state, timeouts, sockets, files);
  files["answers.lua"] =
      fmt::format(kAnswers, reason(502), page(502, reason(502)), reason(504), page(504, reason(504)));
  for (const auto& [status, title] : kRedirects) files[fmt::format("{}.html", status)] = page(status, title);
  for (const auto& [status, _] : kErrors) files[error_file(status)] = error_page(status);
  for (const auto& listener : state.listeners) {
    auto& sources = files[sources_file(listener)];
    for (const auto& block : listener.allowed_sources) sources += block + '\n';
  }
  return files;
}

}  // namespace aws::region::elbv2
