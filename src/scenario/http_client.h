// Port: fetches a page, as a browser would. The workflow asks the load balancer with it; one is made by main.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace aws::scenario {

struct HttpResult {
  int status = 0;                              // 0: no answer came
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string error;   // why no answer came
  double seconds = 0;  // until the answer came, or was given up

  bool answered() const { return status != 0; }
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Does not throw: a service that cannot be reached is one of the things that the workflow wants to see.
  virtual HttpResult get(const std::string& url) = 0;
  // So many times, by as many visitors as that at once, in the order in which the answers came.
  // This one knows a single visitor.
  virtual std::vector<HttpResult> get_many(const std::string& url, std::size_t count, std::size_t /*at_once*/) {
    std::vector<HttpResult> results(count);
    for (HttpResult& result : results) result = get(url);
    return results;
  }
};

}  // namespace aws::scenario
