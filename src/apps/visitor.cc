#include "apps/visitor.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <future>
#include <mutex>

#include "base/error.h"
#include "base/system_clock.h"
#include "client/http/http_get.h"

namespace aws::apps {
namespace {

// A little more than a load balancer has with an instance that does not answer, so as to be told.
constexpr std::chrono::seconds kPatience{12};

}  // namespace

scenario::HttpResult Visitor::get(const std::string& url) {
  const SystemClock clock;
  const auto began = clock.uptime();
  const auto seconds = [&] { return std::chrono::duration<double>(clock.uptime() - began).count(); };
  try {
    const http::Response reply =
        client::http_get(url, {.timeout = kPatience, .check_interrupt = &SystemClock::throw_if_interrupted});
    scenario::HttpResult result{.status = reply.status, .body = reply.body, .seconds = seconds()};
    for (auto [name, value] : reply.headers) {
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      result.headers[name] = value;
    }
    return result;
  } catch (const Error& error) {
    return {.error = error.message(), .seconds = seconds()};
  }
}

std::vector<scenario::HttpResult> Visitor::get_many(const std::string& url, std::size_t count, std::size_t at_once) {
  std::mutex mutex;
  std::size_t begun = 0;
  std::vector<scenario::HttpResult> results;
  const auto visit = [&] {
    std::unique_lock lock(mutex);
    while (begun < count) {
      ++begun;
      lock.unlock();
      auto result = get(url);
      lock.lock();
      results.push_back(std::move(result));
    }
  };
  std::vector<std::future<void>> visitors;
  while (visitors.size() < std::min(count, at_once)) visitors.push_back(std::async(std::launch::async, visit));
  for (auto& visitor : visitors) visitor.wait();
  for (auto& visitor : visitors) visitor.get();  // Interrupted
  return results;
}

}  // namespace aws::apps
