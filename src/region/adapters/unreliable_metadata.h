// The machine's instance host, but for a share of requests to instances' metadata, which find nobody: the connection is
// closed.
#pragma once

#include "region/chaos/draws.h"
#include "region/chaos/faults.h"
#include "region/ec2/ports.h"

namespace aws::region {

class UnreliableMetadata final : public ec2::InstanceHost {
 public:
  UnreliableMetadata(ec2::InstanceHost& host, const chaos::Faults& faults)
      : host_(host), faults_(faults), draws_(faults.seed()) {}

  void start(const ec2::HostDescription& host, std::function<void()> up,
             std::function<void(ec2::HostEnd)> down) override;

  void stop(const std::string& id) override { host_.stop(id); }
  void run_script(const ec2::Script& script, std::function<void(ec2::ScriptResult)> done) override {
    host_.run_script(script, std::move(done));
  }
  void end_script(const std::string& id, const std::string& name) override { host_.end_script(id, name); }
  std::string console_output(const std::string& id) override { return host_.console_output(id); }
  void erase_disk(const std::string& id) override { host_.erase_disk(id); }
  void discard(const std::string& id) override { host_.discard(id); }
  void clear(const std::set<std::string>& kept) override { host_.clear(kept); }

 private:
  ec2::InstanceHost& host_;
  const chaos::Faults& faults_;
  chaos::Draws draws_;
};

}  // namespace aws::region
