// A guard: how often a GetItem asks for memory, from the request that has been read to the answer that can be written.
// When it fails, something on the way has begun to copy or to format for every request; see docs/performance.md.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "contract/dynamodb.h"
#include "scenario/simulated_world.h"
#include "wire/protocols/protocol.h"
#include "wire/sigv4.h"

namespace {

std::size_t allocations = 0;  // one thread

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace aws {
namespace {

constexpr std::size_t kAtMost = 160;

TEST(GetItemAllocations, AreNotMoreThanTheyWere) {
  testing::SimulatedWorld world;
  world.start_region();
  const auto clients = world.connect();
  const auto apis = clients->apis();
  auto& dynamodb = apis.dynamodb;
  dynamodb.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
                        .TableName = "books",
                        .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                        .BillingMode = "PAY_PER_REQUEST"});
  world.clock().advance(std::chrono::minutes(1));
  dynamodb.PutItem({.TableName = "books", .Item = {{"id", {.S = "1"}}, {"title", {.S = "A book"}}}});

  const auto get = [&] { dynamodb.GetItem({.TableName = "books", .Key = {{"id", {.S = "1"}}}}); };
  for (int i = 0; i < 10; ++i) get();  // what is made once is made
  const auto before = allocations;
  constexpr std::size_t kTimes = 100;
  for (std::size_t i = 0; i < kTimes; ++i) get();
  const auto each = (allocations - before) / kTimes;
  RecordProperty("allocations", static_cast<int>(each));
  EXPECT_LE(each, kAtMost);
}

}  // namespace
}  // namespace aws
