#include "client/credentials.h"

#include <gmock/gmock.h>

#include "client/clients.h"
#include "client/fake_environment.h"
#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

using Variables = FakeEnvironment::Variables;
const Variables kKeys{{"AWS_ACCESS_KEY_ID", "AKIAENV"}, {"AWS_SECRET_ACCESS_KEY", "s"}, {"AWS_SESSION_TOKEN", "t"}};
constexpr const char* kProfiles =
    "[default]\naws_access_key_id=AKIADEFAULT\naws_secret_access_key=s\n"
    "[work]\naws_access_key_id=AKIAWORK\naws_secret_access_key=s\naws_session_token=t\n";

struct CredentialsTest : ::testing::Test {
  std::unique_ptr<CredentialsProvider> chain(const FakeEnvironment& environment, const std::string& profile = "") {
    const Surroundings surroundings{clock, random, environment.get()};
    return default_credentials({.profile = profile}, surroundings, Profile::load(environment.get(), profile));
  }

  testing::SimulatedClock clock;
  SeededRandom random{1};
};

TEST_F(CredentialsTest, TheEnvironmentComesBeforeTheProfile) {
  const FakeEnvironment environment(kKeys);
  environment.write(".aws/credentials", kProfiles);
  EXPECT_EQ(chain(environment)->get(), (sigv4::Credentials{"AKIAENV", "s", "t"}));
}

TEST_F(CredentialsTest, AProfileThatWasAskedForComesBeforeTheEnvironment) {
  const FakeEnvironment environment(kKeys);
  environment.write(".aws/credentials", kProfiles);
  EXPECT_EQ(chain(environment, "work")->get(), (sigv4::Credentials{"AKIAWORK", "s", "t"}));
}

TEST_F(CredentialsTest, TheProfileIsNextAndMayLieInTheConfigFile) {
  const FakeEnvironment environment{};
  environment.write(".aws/config", "[default]\naws_access_key_id=AKIACONFIG\naws_secret_access_key=s\n");
  EXPECT_EQ(chain(environment)->get().access_key_id, "AKIACONFIG");
}

TEST_F(CredentialsTest, NoneNamesEveryPlace) {
  const FakeEnvironment environment{};
  try {
    chain(environment)->get();
    FAIL() << "found credentials";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "NoCredentials");
    EXPECT_THAT(error.message(), HasSubstr("the environment (AWS_ACCESS_KEY_ID); the profile 'default' ("));
    EXPECT_THAT(error.message(), HasSubstr("/.aws/credentials"));
  }
}

TEST_F(CredentialsTest, HalfAKeyPairIsAnError) {
  const FakeEnvironment environment{{"AWS_ACCESS_KEY_ID", "AKIA"}};
  EXPECT_THROW(chain(environment)->get(), Error);
}

// Hands out a new key at each call, good for an hour, while it works.
class RotatingSource final : public CredentialsSource {
 public:
  explicit RotatingSource(Clock& clock) : clock_(clock) {}

  std::optional<ExpiringCredentials> load() override {
    ++loads;
    if (broken) throw Error("MetadataError", "as scripted");
    if (stuck) return last_;
    last_ = ExpiringCredentials{{"ASIA" + std::to_string(loads), "s", "t"}, clock_.now() + 1h};
    return last_;
  }
  std::string place() const override { return "a test"; }

  int loads = 0;
  bool broken = false;
  bool stuck = false;

 private:
  Clock& clock_;
  std::optional<ExpiringCredentials> last_;
};

struct ExpiringCredentialsTest : ::testing::Test {
  ExpiringCredentialsTest() {
    std::vector<std::unique_ptr<CredentialsSource>> sources;
    sources.push_back(std::make_unique<RotatingSource>(clock));
    source = static_cast<RotatingSource*>(sources.back().get());
    chain = std::make_unique<CredentialsChain>(std::move(sources), clock, random);
  }
  std::string key() { return chain->get().access_key_id; }

  testing::SimulatedClock clock;
  SeededRandom random{1};
  RotatingSource* source;
  std::unique_ptr<CredentialsChain> chain;
};

TEST_F(ExpiringCredentialsTest, AreRenewedAQuarterOfAnHourBeforeTheyExpire) {
  EXPECT_EQ(key(), "ASIA1");
  clock.advance(44min);
  EXPECT_EQ(key(), "ASIA1");
  clock.advance(1min);
  EXPECT_EQ(key(), "ASIA2");
}

TEST_F(ExpiringCredentialsTest, StayInUseWhileTheirSourceIsBroken) {
  EXPECT_EQ(key(), "ASIA1");
  source->broken = true;
  clock.advance(2h);
  EXPECT_EQ(key(), "ASIA1");
  EXPECT_EQ(key(), "ASIA1");
  EXPECT_EQ(source->loads, 2) << "not asked at every call";
  source->broken = false;
  clock.advance(10min);
  EXPECT_EQ(key(), "ASIA3");
}

TEST_F(ExpiringCredentialsTest, StayInUseWhenTheirSourceHasOnlyExpiredOnes) {
  EXPECT_EQ(key(), "ASIA1");
  source->stuck = true;
  clock.advance(2h);
  EXPECT_EQ(key(), "ASIA1");
  source->stuck = false;
  clock.advance(10min);
  EXPECT_EQ(key(), "ASIA3");
}

TEST_F(ExpiringCredentialsTest, AreAskedForAgainWhenThereWereNone) {
  source->broken = true;
  EXPECT_THROW(key(), Error);
  source->broken = false;
  EXPECT_EQ(key(), "ASIA2");
}

}  // namespace
}  // namespace aws::client
