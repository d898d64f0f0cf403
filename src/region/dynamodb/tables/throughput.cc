#include "region/dynamodb/tables/throughput.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::string_view kByProvision = "PROVISIONED";
constexpr RequestUnits kReadyAtFirst{.read = 12'000, .write = 4'000};  // on demand
constexpr std::int64_t kNoMaximum = -1;
constexpr std::string_view kPageOfFirst =
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
    "on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

RequestUnits larger(const RequestUnits& one, const RequestUnits& other) {
  return {std::max(one.read, other.read), std::max(one.write, other.write)};
}

RequestUnits warm_of(std::string_view billing_mode, const RequestUnits& provisioned, const RequestUnits& warm) {
  return larger(billing_mode == kByProvision ? provisioned : kReadyAtFirst, warm);
}

enum class Life { kNew, kThere };

void set_maximum(const std::optional<std::int64_t>& asked, std::string_view name, const Subject& subject, Life life,
                 std::int64_t& maximum) {
  if (!asked) return;
  if (subject.billing_mode == kByProvision) {
    throw invalid_parameter(fmt::format("{} for OnDemandThroughput cannot be specified when {} BillingMode is {}", name,
                                        life == Life::kNew ? "table" : "the table",
                                        life == Life::kNew ? "PROVISIONED." : "PROVISIONED"));
  }
  const bool clears = life == Life::kThere && *asked == kNoMaximum;
  if (*asked < 1 && !clears) {
    throw invalid_parameter(
        fmt::format("Requested {} for OnDemandThroughput for {} is outside of valid range", name, subject.called));
  }
  maximum = clears ? 0 : *asked;
}

void set_maxima(const std::optional<api::OnDemandThroughput>& asked, const Subject& subject, Life life) {
  if (!asked) return;
  set_maximum(asked->MaxReadRequestUnits, "MaxReadRequestUnits", subject, life, subject.at_most.read);
  set_maximum(asked->MaxWriteRequestUnits, "MaxWriteRequestUnits", subject, life, subject.at_most.write);
}

// Why it is too little: than it is ready for by itself, or is ready for now.
std::string too_little(const Subject& subject, Life life, std::string_view capacity) {
  if (life == Life::kThere) return "current WarmThroughput, decreasing WarmThroughput is not supported";
  if (subject.billing_mode == kByProvision) return fmt::format("{} of ProvisionedThroughput", capacity);
  return fmt::format("initial throughput for OnDemand. See: {}", kPageOfFirst);
}

void set_warm(const std::optional<api::WarmThroughput>& asked, const Subject& subject, Life life) {
  if (!asked) return;
  const auto now = warm_of(subject.billing_mode, subject.provisioned, subject.warm);
  const auto set = [&](const std::optional<std::int64_t>& units, std::int64_t least, std::string_view name,
                       std::string_view capacity, std::int64_t& warm) {
    if (!units) return;
    if (*units < least) {
      throw invalid_parameter(fmt::format("Requested {} for WarmThroughput for {} is lower than {}", name,
                                          subject.called, too_little(subject, life, capacity)));
    }
    warm = *units;
  };
  set(asked->ReadUnitsPerSecond, now.read, "ReadUnitsPerSecond", "ReadCapacityUnits", subject.warm.read);
  set(asked->WriteUnitsPerSecond, now.write, "WriteUnitsPerSecond", "WriteCapacityUnits", subject.warm.write);
}

}  // namespace

Subject subject_of(Table& table) {
  return {.called = "table",
          .billing_mode = table.billing_mode,
          .provisioned = {table.read_units, table.write_units},
          .at_most = table.at_most,
          .warm = table.warm};
}

Subject subject_of(const Table& table, Index& index) {
  return {.called = "index " + index.name,
          .billing_mode = table.billing_mode,
          .provisioned = {index.read_units, index.write_units},
          .at_most = index.at_most,
          .warm = index.warm};
}

void set_new(const std::optional<api::OnDemandThroughput>& at_most, const std::optional<api::WarmThroughput>& warm,
             const Subject& subject) {
  set_maxima(at_most, subject, Life::kNew);
  set_warm(warm, subject, Life::kNew);
}

void change(const std::optional<api::OnDemandThroughput>& at_most, const std::optional<api::WarmThroughput>& warm,
            const Subject& subject) {
  set_maxima(at_most, subject, Life::kThere);
  set_warm(warm, subject, Life::kThere);
}

void keep_warm(const Table& before, Table& table) {
  table.warm = larger(warm_of(before), warm_of(table));
  for (auto& index : table.indexes) {
    const auto* was = before.find_index(index.name);
    if (was != nullptr && !index.local) index.warm = larger(warm_of(before, *was), warm_of(table, index));
  }
  if (table.billing_mode != kByProvision) return;
  table.at_most = {};
  for (auto& index : table.indexes) index.at_most = {};
}

std::optional<api::OnDemandThroughput> described(const RequestUnits& at_most) {
  if (at_most == RequestUnits{}) return std::nullopt;
  const auto units = [](std::int64_t most) { return most == 0 ? std::nullopt : std::optional(most); };
  return api::OnDemandThroughput{.MaxReadRequestUnits = units(at_most.read),
                                 .MaxWriteRequestUnits = units(at_most.write)};
}

RequestUnits warm_of(const Table& table) {
  return warm_of(table.billing_mode, {table.read_units, table.write_units}, table.warm);
}

RequestUnits warm_of(const Table& table, const Index& index) {
  return warm_of(table.billing_mode, {index.read_units, index.write_units}, index.warm);
}

}  // namespace aws::region::dynamodb
