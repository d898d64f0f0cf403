#include "viewer/tap.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/timestamp.h"
#include "viewer/layout.h"

namespace aws::viewer {
namespace {

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// Up to the statement that decides, each word has its place.
std::string line_of(const Call& call) {
  auto line = fmt::format("{} call {} {} {} {} {} us", text::iso8601(call.at), call.caller.empty() ? "-" : call.caller,
                          call.service.empty() ? "-" : call.service, call.operation.empty() ? "-" : call.operation,
                          call.answer, call.microseconds);
  if (!call.why.empty()) line += fmt::format(" {}: {}", call.denied ? "denied" : "allowed", call.why);
  return line;
}

std::string line_of(const Visit& visit, Timestamp at) {
  return fmt::format("{} visit {} {} {} {} -> {} {} ms", text::iso8601(at),
                     visit.status == 0 ? "-" : fmt::format("{}", visit.status), visit.method, visit.path,
                     visit.listener, visit.target.empty() ? "-" : visit.target, visit.milliseconds);
}

std::string line_of(const Happening& happening) {
  return fmt::format("{} {} {} {}", text::iso8601(happening.at), happening.kind, happening.subject, happening.what);
}

}  // namespace

Tap::Tap(Selection selection) : selection_(std::move(selection)) {
  for (auto& word : selection_.words) word = in_lower_case(std::move(word));
}

bool Tap::wants(Kind kind) const { return selection_.kinds.empty() || selection_.kinds.contains(kind); }

bool Tap::wants(std::string line) const {
  line = in_lower_case(std::move(line));
  return std::ranges::all_of(selection_.words, [&](const auto& word) { return line.find(word) != std::string::npos; });
}

std::vector<std::string> Tap::lines(const News& news) const {
  std::vector<std::string> all;
  const auto tell = [&](std::string line) {
    line = harmless(line);
    if (wants(line)) all.push_back(std::move(line));
  };
  if (const auto* calls = std::get_if<Calls>(&news); calls && wants(Kind::kCalls)) {
    for (const auto& call : calls->newest) tell(line_of(call));
  }
  if (const auto* visits = std::get_if<Visits>(&news); visits && wants(Kind::kVisits)) {
    for (const auto& visit : visits->samples) tell(line_of(visit, visits->at));
  }
  if (const auto* happenings = std::get_if<Happenings>(&news); happenings && wants(Kind::kHappenings)) {
    for (const auto& happening : *happenings) tell(line_of(happening));
  }
  return all;
}

std::int64_t Tap::untold(const News& news) const {
  if (const auto* calls = std::get_if<Calls>(&news); calls && wants(Kind::kCalls)) {
    return calls->count - std::ssize(calls->newest);
  }
  if (const auto* visits = std::get_if<Visits>(&news); visits && wants(Kind::kVisits)) {
    return visits->count - std::ssize(visits->samples);
  }
  return 0;
}

}  // namespace aws::viewer
