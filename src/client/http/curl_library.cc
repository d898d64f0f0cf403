#include "client/http/curl_library.h"

#include <dlfcn.h>

#include "client/errors.h"

namespace aws::client {
namespace {

constexpr const char* kLibrary = "libcurl.so.4";

template <class Function>
void find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) throw connection_error("https", dlerror());
}

CurlLibrary load() {
  void* library = dlopen(kLibrary, RTLD_NOW);
  if (library == nullptr) throw connection_error("anything but this machine", dlerror());
  decltype(&::curl_global_init) global_init = nullptr;
  find(library, "curl_global_init", global_init);
  CurlLibrary curl{};
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_perform", curl.easy_perform);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_reset", curl.easy_reset);
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_easy_strerror", curl.easy_strerror);
  find(library, "curl_slist_append", curl.slist_append);
  find(library, "curl_slist_free_all", curl.slist_free_all);
  const CURLcode failed = global_init(CURL_GLOBAL_DEFAULT);
  if (failed != CURLE_OK) throw connection_error("anything but this machine", curl.easy_strerror(failed));
  return curl;
}

}  // namespace

const CurlLibrary& curl() {
  static const CurlLibrary kCurl = load();
  return kCurl;
}

}  // namespace aws::client
