// A program that asks AWS who it is, and its test on an embedded region.
#include <curl/curl.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include "resilient_service/testing/embedded_region.h"

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
  return value;
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

// The program's own part: it knows nothing of tests, only of what AWS's SDKs know, too.
std::string caller_identity() {
  const std::unique_ptr<CURL, void (*)(CURL*)> call(curl_easy_init(), curl_easy_cleanup);
  const std::string keys = variable("AWS_ACCESS_KEY_ID") + ":" + variable("AWS_SECRET_ACCESS_KEY");
  std::string answer;
  curl_easy_setopt(call.get(), CURLOPT_URL, (variable("AWS_ENDPOINT_URL") + "/").c_str());
  curl_easy_setopt(call.get(), CURLOPT_POSTFIELDS, "Action=GetCallerIdentity&Version=2011-06-15");
  curl_easy_setopt(call.get(), CURLOPT_AWS_SIGV4, ("aws:amz:" + variable("AWS_REGION") + ":sts").c_str());
  curl_easy_setopt(call.get(), CURLOPT_USERPWD, keys.c_str());
  curl_easy_setopt(call.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(call.get(), CURLOPT_WRITEDATA, &answer);
  const CURLcode failure = curl_easy_perform(call.get());
  if (failure != CURLE_OK) throw std::runtime_error(curl_easy_strerror(failure));
  return answer;
}

bool holds(bool condition, const std::string& what) {
  std::cout << (condition ? "right: " : "wrong: ") << what << '\n';
  return condition;
}

}  // namespace

int main() {
  try {
    const aws::testing::EmbeddedRegion region;
    region.export_to_environment();
    bool right = holds(caller_identity().find(":user/") != std::string::npos, "the administrator is known");
    setenv("AWS_SECRET_ACCESS_KEY", "guessed", 1);
    right &= holds(caller_identity().find("SignatureDoesNotMatch") != std::string::npos, "a guess is refused");
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
}
