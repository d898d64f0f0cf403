// Port: fetches a page, as a browser would. The workflow asks the load balancer with it; one is made by main.
#pragma once

#include <map>
#include <string>

namespace aws::scenario {

struct HttpResult {
  int status = 0;                              // 0: no answer came
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string error;  // why no answer came

  bool answered() const { return status != 0; }
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Does not throw: a service that cannot be reached is one of the things that the workflow wants to see.
  virtual HttpResult get(const std::string& url) = 0;
};

}  // namespace aws::scenario
