// For this room's tests: EC2 on simulated time, in memory, with neighbours and a host that behave. The host brings an
// instance up after a second, and down after another; a test can make it lose one or fail to start it.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "region/ec2/ec2.h"
#include "testing/simulated_clock.h"

namespace aws::region::ec2 {

class FakeProfiles final : public InstanceProfiles {
 public:
  std::map<std::string, InstanceProfile> profiles;  // by name
  std::map<std::string, RoleCredentials> roles;     // by profile's ARN

  void add(const std::string& name) {
    const InstanceProfile profile{name, "arn:aws:iam::123456789012:instance-profile/" + name, "AIPA" + name};
    profiles[name] = profile;
    RoleCredentials role;
    role.role = name + "-role";
    role.access_key_id = "ASIA" + name;
    role.secret_access_key = "secret-" + name;
    role.token = "token-" + name;
    roles[profile.arn] = role;
  }
  std::optional<InstanceProfile> find_by_name(std::string_view name) override {
    const auto found = profiles.find(std::string(name));
    return found == profiles.end() ? std::nullopt : std::optional(found->second);
  }
  std::optional<InstanceProfile> find_by_arn(std::string_view arn) override {
    for (const auto& [name, profile] : profiles) {
      if (profile.arn == arn) return profile;
    }
    return std::nullopt;
  }
  RoleCredentials credentials(const std::string& profile_arn, const std::string&) override {
    const auto found = roles.find(profile_arn);
    if (found != roles.end()) return found->second;
    RoleCredentials gone;
    gone.code = "InstanceProfileNotFound";
    gone.message = "Instance Profile not found.";
    return gone;
  }
};

class FakeImages final : public Images {
 public:
  std::vector<Image> own;  // beside Amazon's

  void add_own(const std::string& id, const std::string& unavailable = "") {
    own.push_back({.id = id,
                   .name = "mine",
                   .description = "of a test",
                   .architecture = "x86_64",
                   .created = "2026-01-03T00:00:00.000Z",
                   .owner = Place{}.account,
                   .owner_alias = "",
                   .volume_type = "gp3",
                   .root = "/images/" + id + "/root",
                   .unavailable = unavailable});
  }
  std::vector<Image> all() override {
    std::vector<Image> images = amazons();
    images.insert(images.end(), own.begin(), own.end());
    return images;
  }

 private:
  static std::vector<Image> amazons() {
    return {{.id = "ami-0123456789abcdef0",
             .name = "linux",
             .description = "Linux",
             .architecture = "x86_64",
             .created = "2026-01-01T00:00:00.000Z",
             .owner = "137112412989",
             .owner_alias = "amazon",
             .volume_type = "gp3"},
            {.id = "ami-0123456789abcdef1",
             .name = "newer",
             .description = "Newer",
             .architecture = "x86_64",
             .created = "2026-01-02T00:00:00.000Z",
             .owner = "137112412989",
             .owner_alias = "amazon",
             .volume_type = "gp3",
             .boot_mode = "uefi-preferred",
             .imds_support = "v2.0"}};
  }
};

class FakeCapacity final : public Capacity {
 public:
  std::string full_zone;
  bool found_in(std::string_view zone, std::string_view) override { return zone != full_zone; }
};

class FakeAddresses final : public Addresses {
 public:
  std::set<std::string> taken;
  bool all_taken = false;  // by somebody else

  class Reservation final : public AddressReservation {
   public:
    Reservation(FakeAddresses& addresses, std::string address) : addresses_(addresses), address_(std::move(address)) {}
    ~Reservation() override { addresses_.taken.erase(address_); }
    const std::string& address() const override { return address_; }

   private:
    FakeAddresses& addresses_;
    std::string address_;
  };

  std::unique_ptr<AddressReservation> reserve(const std::string& address) override {
    if (all_taken || !taken.insert(address).second) return nullptr;
    return std::make_unique<Reservation>(*this, address);
  }
  Cidr block() const override { return block_; }
  std::string public_address(const std::string& address) const override { return address; }

  Cidr block_ = *parse_cidr("127.31.0.0/16");
};

class FakeHost final : public InstanceHost {
 public:
  explicit FakeHost(Timers& timers) : timers_(timers) {}

  struct Machine {
    std::function<void(HostEnd)> down;
    Timer timer;
    MetadataHandler metadata;
  };
  std::vector<HostDescription> boots;
  std::map<std::string, Machine> machines;
  std::vector<Script> scripts;
  std::vector<std::string> erased;
  std::vector<std::string> discarded;
  int cleared = 0;
  std::set<std::string> kept_on_disk;
  bool refuses_to_start = false;

  void start(const HostDescription& host, std::function<void()> up, std::function<void(HostEnd)> down) override {
    boots.push_back(host);
    Machine& machine = machines[host.instance_id];
    machine.down = std::move(down);
    machine.metadata = host.metadata;
    machine.timer = timers_.after(std::chrono::seconds(1), [this, id = host.instance_id, up = std::move(up)] {
      if (refuses_to_start) return lose(id);
      up();
    });
  }
  void stop(const std::string& id) override {
    machines.at(id).timer = timers_.after(std::chrono::seconds(1), [this, id] { lose(id); });
  }
  void lose(const std::string& id, HostEnd end = HostEnd::kEnded) {
    const auto machine = std::move(machines.at(id));
    machines.erase(id);
    machine.down(end);
  }
  void run_script(const Script& script, std::function<void(ScriptResult)> done) override {
    scripts.push_back(script);
    done({ScriptResult::Outcome::kExited, 0, "out", ""});
  }
  void end_script(const std::string&, const std::string&) override {}  // they have ended at once
  std::string console_output(const std::string& id) override { return id + " says hi\n"; }
  void erase_disk(const std::string& id) override { erased.push_back(id); }
  void discard(const std::string& id) override { discarded.push_back(id); }
  void clear(const std::set<std::string>& kept) override {
    ++cleared;
    kept_on_disk = kept;
  }

 private:
  Timers& timers_;
};

class Ec2Test : public ::testing::Test {
 protected:
  Ec2Test() {
    profiles.add("web");
    profiles.add("bad");
    restart();
  }

  // What remains is the store; everything in memory begins anew.
  void restart() {
    ec2.reset();
    host = std::make_unique<FakeHost>(clock);
    ec2 = std::make_unique<Ec2>(Ec2Dependencies{store, clock, clock, random, Place{}, profiles, images, *host, firewall,
                                                public_access, addresses, capacity});
    ec2->serve(handlers);
    ec2->instances().changes().subscribe([this](const InstanceChanged& changed) {
      changes.push_back(changed.state.empty() ? "forgotten" : changed.state);
    });
    ec2->start();
  }

  static aws::ec2::RequestLaunchTemplateData web_server() {
    aws::ec2::RequestLaunchTemplateData data{
        .ImageId = "ami-0123456789abcdef0", .InstanceType = "t3.micro", .UserData = "IyEvYmluL2Jhc2gKZWNobyBoaQo="};
    data.IamInstanceProfile = aws::ec2::LaunchTemplateIamInstanceProfileSpecificationRequest{.Name = "web"};
    return data;
  }
  aws::ec2::LaunchTemplate create_template(const aws::ec2::RequestLaunchTemplateData& data = web_server(),
                                           const std::string& name = "web-template") {
    return *api().CreateLaunchTemplate({.LaunchTemplateName = name, .LaunchTemplateData = data}).LaunchTemplate;
  }
  std::string launch(const std::string& zone = "us-west-2a") {
    if (api().DescribeLaunchTemplates({}).LaunchTemplates.empty()) create_template();
    return ec2->instances().launch({.launch_template = {.name = "web-template"}, .zone = zone});
  }
  std::string launch_and_boot(const std::string& zone = "us-west-2a") {
    std::string id = launch(zone);
    clock.advance(std::chrono::seconds(1));
    return id;
  }
  const aws::ec2::Api& api() { return api_; }
  const Instance& instance(const std::string& id) { return *ec2->instances().find(id); }
  aws::ec2::Instance described(const std::string& id) {
    return api().DescribeInstances({.InstanceIds = {id}}).Reservations.at(0).Instances.at(0);
  }

  testing::SimulatedClock clock;
  SeededRandom random{1};
  Store store;
  FakeProfiles profiles;
  FakeImages images;
  FakeAddresses addresses;
  NoFirewall firewall;
  NoPublicAccess public_access;
  FakeCapacity capacity;
  std::unique_ptr<FakeHost> host;
  std::unique_ptr<Ec2> ec2;
  std::vector<std::string> changes;
  contract::Handlers handlers;

 private:
  aws::ec2::Api api_{handlers};
};

// The call must fail with this code and text.
template <class Call>
void expect_error(Call call, const std::string& code, const std::string& message, int status = 400) {
  try {
    call();
    ADD_FAILURE() << "no error, but expected " << code;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.http_status(), status);
  }
}

}  // namespace aws::region::ec2
