#include "client/credentials/credentials.h"

#include <gmock/gmock.h>

#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;

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

TEST_F(ExpiringCredentialsTest, KnowTheirPlace) {
  EXPECT_EQ(chain->place(), "");
  key();
  EXPECT_EQ(chain->place(), "a test");
}

TEST_F(ExpiringCredentialsTest, AreAskedForAgainWhenThereWereNone) {
  source->broken = true;
  EXPECT_THROW(key(), Error);
  source->broken = false;
  EXPECT_EQ(key(), "ASIA2");
}

}  // namespace
}  // namespace aws::client
