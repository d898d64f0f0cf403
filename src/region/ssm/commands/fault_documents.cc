#include "region/ssm/commands/fault_documents.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <span>

#include "region/ssm/commands/fault_scripts.h"
#include "region/ssm/commands/fault_sources.h"
#include "region/ssm/errors.h"

namespace aws::region::ssm {
namespace {

constexpr int kLongest = 43'200;  // seconds
constexpr int kMostWorkers = 64;
constexpr int kMostMilliseconds = 60'000;
constexpr int kWholePercent = 100;
constexpr std::chrono::seconds kLongEnough{3600};  // for a script that ends by itself
constexpr std::string_view kDuration = "DurationSeconds";
constexpr std::string_view kDelay = "DelayMilliseconds";
constexpr std::string_view kJitter = "JitterMilliseconds";
constexpr std::string_view kSourceList = "Sources";

struct FaultParameter {
  std::string_view name;
  std::string_view otherwise;  // "" when it is required
  int least = 0, most = 0;     // of a number; both 0 for a text
};

constexpr FaultParameter kHowLong{kDuration, "", 1, kLongest};
constexpr FaultParameter kInstall{"InstallDependencies", "True"};  // there is nothing to install
constexpr FaultParameter kInterface{"Interface", "eth0"};

constexpr FaultParameter kCpu[] = {
    kHowLong, kInstall, {"CPU", "0", 0, kMostWorkers}, {"LoadPercent", "100", 1, kWholePercent}};
constexpr FaultParameter kMemory[] = {
    kHowLong, kInstall, {"Workers", "1", 1, kMostWorkers}, {"Percent", "80", 1, kWholePercent}};
constexpr FaultParameter kKill[] = {{"ProcessName", ""}, {"Signal", "SIGTERM"}};
constexpr FaultParameter kLatency[] = {kHowLong, kInstall, kInterface, {kDelay, "200", 1, kMostMilliseconds}};
constexpr FaultParameter kSources[] = {kHowLong,
                                       kInstall,
                                       kInterface,
                                       {kDelay, "200", 1, kMostMilliseconds},
                                       {kJitter, "10", 0, kMostMilliseconds},
                                       {kSourceList, ""}};
constexpr FaultParameter kLoss[] = {kHowLong, kInstall, kInterface, {"LossPercent", "7", 1, kWholePercent}};

struct FaultDocument {
  std::string_view name;
  std::span<const FaultParameter> parameters;
  std::string_view script;
};

constexpr FaultDocument kDocuments[] = {
    {"AWSFIS-Run-CPU-Stress", kCpu, kCpuStress},
    {"AWSFIS-Run-Kill-Process", kKill, kKillProcess},
    {"AWSFIS-Run-Memory-Stress", kMemory, kMemoryStress},
    {"AWSFIS-Run-Network-Latency", kLatency, kNetworkLatency},
    {"AWSFIS-Run-Network-Latency-Sources", kSources, kNetworkLatencySources},
    {"AWSFIS-Run-Network-Packet-Loss", kLoss, kNetworkPacketLoss},
};

void check_value(const FaultParameter& parameter, const std::string& value) {
  if (parameter.name == kSourceList && !fault_sources(value)) {
    throw invalid_parameters(fmt::format(
        "Parameter \"{}\" has value \"{}\"; IPv4 addresses, CIDR blocks, domain names and DYNAMODB are what there is.",
        parameter.name, value));
  }
  if (parameter.most == 0) return;
  int number = 0;
  const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
  const bool whole = problem == std::errc() && end == value.data() + value.size();
  if (whole && number >= parameter.least && number <= parameter.most) return;
  throw invalid_parameters(fmt::format("Parameter \"{}\" has value \"{}\", which is not a number from {} to {}.",
                                       parameter.name, value, parameter.least, parameter.most));
}

std::string value_of(const FaultParameter& parameter, const DocumentParameters& given, std::string_view document) {
  const auto found = given.find(std::string(parameter.name));
  if (found == given.end() || found->second.empty()) {
    if (!parameter.otherwise.empty()) return std::string(parameter.otherwise);
    throw invalid_parameters(fmt::format("Parameter \"{}\" is required by document {}.", parameter.name, document));
  }
  if (found->second.size() > 1) {
    throw invalid_parameters(
        fmt::format("Parameter \"{}\" is a String and takes one value, not {}.", parameter.name, found->second.size()));
  }
  check_value(parameter, found->second.front());
  return found->second.front();
}

// As one word of a shell.
std::string quoted(const std::string& value) {
  std::string word = "'";
  for (const char letter : value) word += letter == '\'' ? "'\\''" : std::string(1, letter);
  return word + "'";
}

void slow_down(ShellScript& script, const FaultSources& sources) {
  script.text +=
      fmt::format("Blocks='{}'\nNames='{}'\n", fmt::join(sources.blocks, " "), fmt::join(sources.names, " "));
  if (sources.table) script.meanwhile.service = "dynamodb";
}

}  // namespace

std::string_view fault_document(std::string_view name_or_arn) {
  for (const auto& document : kDocuments) {
    if (is_document(name_or_arn, document.name)) return document.name;
  }
  return "";
}

ShellScript fault_script(std::string_view document, const DocumentParameters& parameters, std::string_view address) {
  const auto& known = *std::ranges::find(kDocuments, document, &FaultDocument::name);
  for (const auto& [name, values] : parameters) {
    if (std::ranges::find(known.parameters, name, &FaultParameter::name) != known.parameters.end()) continue;
    throw invalid_parameters(fmt::format("Parameter \"{}\" is not a parameter of document {}.", name, document));
  }
  ShellScript script{.text = fmt::format("#!/bin/bash\nAddress={}\n", address), .timeout = kLongEnough};
  for (const auto& parameter : known.parameters) {
    const auto value = value_of(parameter, parameters, document);
    script.text += fmt::format("{}={}\n", parameter.name, quoted(value));
    if (parameter.name == kDelay) script.meanwhile.by = std::chrono::milliseconds(std::stoi(value));
    if (parameter.name == kJitter) script.meanwhile.jitter = std::chrono::milliseconds(std::stoi(value));
    if (parameter.name == kSourceList) slow_down(script, *fault_sources(value));
    if (parameter.name != kDuration) continue;
    script.timeout = std::chrono::seconds(std::stoi(value));
    script.lasts = true;
  }
  script.text.append(kOwn).append(known.script);
  return script;
}

}  // namespace aws::region::ssm
