// A region in the real world: its event loop, its data folder, the processes, addresses and HAProxy under it, and the
// endpoint at which every AWS SDK can call it. Constructed and run on any one thread; stop() comes from another.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/place.h"
#include "region/hosts.h"

namespace aws::region {

struct RegionServerOptions {
  std::filesystem::path data;                // created when missing; everything the region leaves on disk is in it
  std::string listen_address = "127.0.0.1";  // numeric IPv4
  std::uint16_t listen_port = 0;             // 0: any free one
  double speed = 10;                         // AWS's durations run this many times faster
  std::filesystem::path
      programs;  // the folder of recommendation-server; instance-supervisor is in it, or in libexec/ above
  Place place;
  std::optional<std::filesystem::path> chaos;   // what it does wrong on purpose (docs/chaos.md)
  Hosts hosts = Hosts::kBest;                   // what instances are
  bool internet = false;                        // whether they reach out of this machine
  std::optional<std::filesystem::path> images;  // the folder of one's own; that in the data folder unless it is named
  bool page = true;                             // the live page, at /_ui/, where the address is a loopback one
};

class RegionServer {
 public:
  // Opens and binds everything, so that what is wrong shows here: throws aws::Error, one line that says what to do.
  explicit RegionServer(const RegionServerOptions& options);
  ~RegionServer();  // ends instances and balancer and waits until no process of theirs is left
  RegionServer(const RegionServer&) = delete;
  RegionServer& operator=(const RegionServer&) = delete;

  const std::string& endpoint_url() const;  // http://127.0.0.1:4566
  const std::string& access_key_id() const;
  const std::string& secret_access_key() const;
  const std::string& page_url() const;  // with the token that opens all of it; "" when there is none

  const std::string& what_instances_are() const;  // in a few words, for people

  // Answers until stop(). What the region started is ended when this object goes away, which waits for it.
  void run();
  void stop();  // from any thread

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aws::region
