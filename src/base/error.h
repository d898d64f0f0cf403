// The one error type of the project: what a caller or the world can cause. Bugs assert instead.
// A code is AWS's own wire code ("LoadBalancerNotFound"), so that the same value is thrown by a handler of the
// embedded region, travels as bytes, and is caught by a client. Named factories beside each room create them; the wire
// room alone turns them into a protocol's shape.
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace aws {

// Who has to change something before the same call can succeed.
enum class Fault { kSender, kReceiver };

class Error : public std::exception {
 public:
  Error(std::string code, std::string message, int http_status = 400, Fault fault = Fault::kSender);

  const std::string& code() const { return code_; }
  const std::string& message() const { return message_; }
  int http_status() const { return http_status_; }
  Fault fault() const { return fault_; }
  bool is(std::string_view code) const { return code_ == code; }

  // "LoadBalancerNotFound: Load balancers '[x]' not found", and the note if there is one.
  const char* what() const noexcept override { return what_.c_str(); }

  // Adds what the client knows and the service does not, for example why a retry was not made.
  Error with_note(std::string_view note) const;

  // More members of the error than code and message, as an object of JSON; "" for most. Only the JSON protocols send
  // them.
  const std::string& members() const { return members_; }
  Error with_members(std::string json) const;

 private:
  std::string code_;
  std::string message_;
  int http_status_;
  Fault fault_;
  std::string what_;
  std::string members_;
};

// What trying again cannot mend, such as a disk that takes nothing more: whoever meets it outside a request ends.
class Unrecoverable final : public Error {
  using Error::Error;
};

}  // namespace aws
