#include "client/http/curl_transport.h"

#include <algorithm>
#include <exception>
#include <string_view>

#include "client/errors.h"
#include "client/http/curl_library.h"
#include "client/http/http_transport.h"
#include "client/http/kept_connection.h"

namespace aws::client {
namespace {

constexpr long kKeepIdleSeconds = 30;  // servers close what has been idle for a minute

// One exchange: what libcurl calls back while it is under way.
struct Exchange {
  const HttpOptions& options;
  http::Response response{};
  int sent = 0;  // how often the request started on its way
  bool too_large = false;
  std::exception_ptr interrupted{};
};

std::size_t on_header(char* data, std::size_t, std::size_t size, void* context) {
  auto& response = static_cast<Exchange*>(context)->response;
  std::string_view line(data, size);
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) response.headers = {};  // a 100 Continue came before
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  const auto value = line.find_first_not_of(" \t", colon + 1);
  response.headers.add(std::string(line.substr(0, colon)),
                       std::string(value == std::string_view::npos ? "" : line.substr(value)));
  return size;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* context) {
  auto& exchange = *static_cast<Exchange*>(context);
  exchange.too_large = exchange.response.body.size() + size > exchange.options.max_body_bytes;
  if (exchange.too_large) return 0;
  exchange.response.body.append(data, size);
  return size;
}

// libcurl would send a request again by itself when a kept connection turns out to be dead. Whether that is right is
// for the retry above to say, which knows what the request does.
int on_connected(void* context, char*, char*, int, int) {
  auto& exchange = *static_cast<Exchange*>(context);
  return ++exchange.sent == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& exchange = *static_cast<Exchange*>(context);
  try {
    if (exchange.options.check_interrupt) exchange.options.check_interrupt();
    return 0;
  } catch (...) {  // not through C
    exchange.interrupted = std::current_exception();
    return 1;
  }
}

struct FreeList {
  void operator()(curl_slist* list) const { curl().slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

void append(HeaderList& list, const std::string& line) {
  list.reset(curl().slist_append(list.release(), line.c_str()));
}

HeaderList header_list(const http::Request& request) {
  HeaderList list;
  for (const auto& [name, value] : request.headers) append(list, value.empty() ? name + ";" : name + ": " + value);
  // What libcurl would add.
  append(list, "Expect:");
  if (!request.headers.find("Accept")) append(list, "Accept:");
  if (!request.headers.find("Content-Type")) append(list, "Content-Type:");
  return list;
}

void set_request(CURL* handle, const std::string& url, const http::Request& request) {
  curl().easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl().easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
  if (request.method == "GET") {
    curl().easy_setopt(handle, CURLOPT_HTTPGET, 1L);
  } else {
    curl().easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl().easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    curl().easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

void set_connection(CURL* handle, const HttpOptions& options) {
  curl().easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl().easy_setopt(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl().easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl().easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl().easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
  curl().easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  curl().easy_setopt(handle, CURLOPT_MAXAGE_CONN, kKeepIdleSeconds);
  curl().easy_setopt(handle, CURLOPT_FRESH_CONNECT, options.keep_alive ? 0L : 1L);
  curl().easy_setopt(handle, CURLOPT_FORBID_REUSE, options.keep_alive ? 0L : 1L);
  if (!options.ca_bundle.empty()) curl().easy_setopt(handle, CURLOPT_CAINFO, options.ca_bundle.c_str());
}

// libcurl would read the environment by itself, but not all of it.
void set_proxy(CURL* handle, const std::string& base_url, const Proxies& proxies) {
  const std::string& proxy = base_url.starts_with("https://") ? proxies.https : proxies.http;
  curl().easy_setopt(handle, CURLOPT_PROXY, is_near(base_url) ? "" : proxy.c_str());
  curl().easy_setopt(handle, CURLOPT_NOPROXY, proxies.except.c_str());
}

void set_callbacks(CURL* handle, Exchange& exchange) {
  curl().easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
  curl().easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
  curl().easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl().easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
  curl().easy_setopt(handle, CURLOPT_PREREQFUNCTION, on_connected);
  curl().easy_setopt(handle, CURLOPT_PREREQDATA, &exchange);
  curl().easy_setopt(handle, CURLOPT_NOPROGRESS, exchange.options.check_interrupt ? 0L : 1L);
  curl().easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl().easy_setopt(handle, CURLOPT_XFERINFODATA, &exchange);
}

void throw_failure(const Exchange& exchange, CURLcode code, const std::string& url, const std::string& reason) {
  if (exchange.interrupted) std::rethrow_exception(exchange.interrupted);
  if (exchange.too_large) throw connection_lost(url, "the reply is too large");
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE) throw not_trusted(url, reason);
  if (exchange.sent == 0) throw connection_error(url, reason);
  if (exchange.sent > 1) throw connection_lost(url, "the server had closed it");
  if (code == CURLE_OPERATION_TIMEDOUT) throw request_timeout(url, reason);
  throw connection_lost(url, reason);
}

}  // namespace

CurlTransport::CurlTransport(HttpOptions options) : options_(std::move(options)), proxies_(proxies_of(options_)) {
  curl();
}

CurlTransport::~CurlTransport() = default;

void CurlTransport::CloseHandle::operator()(void* handle) const { curl().easy_cleanup(handle); }

// libcurl takes a connection for alive on which TLS has said good-bye, and the next request would be lost.
CurlTransport::Handle CurlTransport::take(const std::string& base_url) {
  const std::lock_guard lock(mutex_);
  std::erase_if(idle_, [](const Kept& kept) { return !is_usable(kept.socket); });
  const auto found = std::ranges::find(idle_, base_url, &Kept::base_url);
  if (found == idle_.end()) return Handle(curl().easy_init());
  Handle handle = std::move(found->handle);
  idle_.erase(found);
  return handle;
}

void CurlTransport::give_back(const std::string& base_url, Handle handle) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl().easy_getinfo(handle.get(), CURLINFO_ACTIVESOCKET, &socket);
  if (socket == CURL_SOCKET_BAD) return;  // it kept no connection
  curl().easy_reset(handle.get());        // but for its connection
  const std::lock_guard lock(mutex_);
  idle_.push_back({base_url, std::move(handle), socket});
}

http::Response CurlTransport::send(const std::string& base_url, const http::Request& request) {
  Handle handle = take(base_url);
  if (handle == nullptr) throw connection_error(base_url, "libcurl has no memory");
  Exchange exchange{.options = options_};
  const HeaderList headers = header_list(request);
  char reason[CURL_ERROR_SIZE] = "";
  set_connection(handle.get(), options_);
  set_proxy(handle.get(), base_url, proxies_);
  set_request(handle.get(), base_url + request.target, request);
  set_callbacks(handle.get(), exchange);
  curl().easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl().easy_setopt(handle.get(), CURLOPT_ERRORBUFFER, reason);

  const CURLcode code = curl().easy_perform(handle.get());
  long status = 0;
  curl().easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  give_back(base_url, std::move(handle));
  if (code != CURLE_OK)
    throw_failure(exchange, code, base_url, reason[0] != '\0' ? reason : curl().easy_strerror(code));
  return std::move(exchange.response);
}

}  // namespace aws::client
