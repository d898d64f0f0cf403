// libcurl, loaded when it is first needed: it brings thirty libraries and five megabytes that a process which talks to
// its own machine only does without (docs/adr/0005-libcurl-on-demand.md).
#pragma once

#define CURL_DISABLE_TYPECHECK  // its macros hide the functions
#include <curl/curl.h>

namespace aws::client {

struct CurlLibrary {
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_perform) easy_perform;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
};

// Throws aws::Error "ConnectionError" when the library cannot be loaded. Stays loaded.
const CurlLibrary& curl();

}  // namespace aws::client
