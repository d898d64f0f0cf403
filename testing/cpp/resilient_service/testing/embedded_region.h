// An embedded AWS region for the tests of a program that uses AWS: a `resilient-service region` of their own, which
// begins empty, answers on a free port of this machine, and goes with everything in it when this object does, or when
// the process does, however that ends.
//
//   aws::testing::EmbeddedRegion region;
//   region.export_to_environment();  // from here on, SDKs in this process and programs that it starts use the region
//
// One thread at a time. C++17, and nothing but the standard library.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>

namespace aws::testing {

struct EmbeddedRegionOptions {
  double speed = 10;                          // durations that AWS sets pass so many times faster
  std::string region = "us-west-2";           // zones, ARNs and hosts follow
  std::string chaos_file;                     // what the region does wrong on purpose; empty: nothing
  std::string log_level = "warn";             // of what log() returns: trace, debug, info, warn, error or off
  std::string program = "resilient-service";  // looked for on the PATH unless it has a slash
  std::chrono::seconds patience{30};          // for a region that starts and says nothing, or does not end
};

class EmbeddedRegion {
 public:
  // Returns when the region answers. Throws std::runtime_error, with what the program said, when it does not start.
  explicit EmbeddedRegion(EmbeddedRegionOptions options = {});
  // Returns when the region, what it had started and its folder are gone.
  ~EmbeddedRegion();
  EmbeddedRegion(const EmbeddedRegion&) = delete;
  EmbeddedRegion& operator=(const EmbeddedRegion&) = delete;

  const std::string& endpoint_url() const { return endpoint_url_; }
  const std::string& access_key_id() const { return access_key_id_; }  // the administrator's
  const std::string& secret_access_key() const { return secret_access_key_; }
  const std::string& region() const { return options_.region; }

  // Sets the variables that AWS's SDKs read, and unsets those that would have them look elsewhere. Like setenv it must
  // not run while another thread reads the environment.
  void export_to_environment() const;

  // What the region has logged so far. With log_level "debug" it says why each denied call was denied.
  std::string log() const;

 private:
  void start();
  void await_ready();
  bool said_more(std::string& text);
  int end();

  EmbeddedRegionOptions options_;
  pid_t owner_;  // a fork of this process has a copy of this object, and must leave the region alone
  pid_t process_ = -1;
  int input_ = -1;  // its end is the region's
  int output_ = -1;
  int log_ = -1;
  std::string endpoint_url_;
  std::string access_key_id_;
  std::string secret_access_key_;
};

}  // namespace aws::testing
