#include "region/watch/watch.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <utility>

#include "base/error.h"

namespace aws::region::watch {
namespace {

namespace json = boost::json;

constexpr auto kTick = std::chrono::milliseconds(250);
constexpr int kTicksOfASecond = 4;

// By their names, operations that only look.
bool only_reads(std::string_view operation) {
  for (const std::string_view prefix : {"Describe", "Get", "List", "Query", "Scan", "BatchGet"}) {
    if (operation.starts_with(prefix)) return true;
  }
  return false;
}

}  // namespace

Watch::Watch(Parts parts)
    : parts_(std::move(parts)),
      interventions_(parts_.services),
      picture_(parts_.services, parts_.balancing),
      chronicle_(parts_.clock.now()),
      feed_(parts_.timers, [this](bool there) { attention(there); }),
      page_(*this, parts_.token) {}

bool Watch::is_about(const http::Request& request) {
  const auto path = request.path();
  return path == kPageRoot || path.starts_with(std::string(kPageRoot) + '/');
}

void Watch::happened(const Happening& happening) {
  timeline_.add(happening, parts_.clock.now());
  changed_ = true;
}

void Watch::saw(const frontdoor::SeenCall& call) {
  calls_.add(call, parts_.clock.now());
  if (!only_reads(call.operation)) changed_ = true;
}

// Who comes hears how things are and how they came about, and then what is new.
std::shared_ptr<http::Stream> Watch::events() {
  // The others hear what is new before, or else who comes now would hear it twice.
  show_picture();
  tell_what_happened();
  auto first = event("picture", last_shown_) + event("timeline", json::serialize(timeline_.all()));
  if (const auto story = story_.all(); !story.empty()) first += event("story", json::serialize(story));
  return feed_.open(std::move(first));
}

std::string Watch::call(std::int64_t number) const {
  const auto whole = calls_.whole(number);
  return whole.empty() ? "" : json::serialize(whole);
}

std::string Watch::metadata(const std::string& instance_id) const {
  const auto known = parts_.instances.metadata(instance_id);
  json::object texts;
  for (const auto& [path, text] : known) texts[path] = text;
  return known.empty() ? "" : json::serialize(texts);
}

std::string Watch::carry_out(std::string_view service, std::string_view operation, std::string_view input) {
  return parts_.gateway.call(service, operation, input);
}

std::string Watch::story(std::string_view verb, std::string_view input) {
  try {
    const json::value said = json::parse(input);
    const auto text = [&] { return json::value_to<std::string>(said.at("text")); };
    const auto number = [&] { return said.at("number").to_number<std::int64_t>(); };
    if (verb == "line") return story_.tell(text()), "{}";
    if (verb == "question") return fmt::format(R"({{"number":{}}})", story_.ask(text()));
    if (verb == "close") return story_.close(number()), "{}";
    if (verb == "answer") return fmt::format(R"({{"taken":{}}})", story_.answer(number(), text()));
    if (verb == "answered") {
      const auto answer = story_.answer_to(number());
      return answer ? json::serialize(json::object{{"text", *answer}}) : "{}";
    }
  } catch (const std::exception&) {
    throw Error("SerializationException", "the input lacks what is needed", 400);
  }
  throw Error("UnknownOperation", fmt::format("a story knows no '{}'", verb), 404);
}

void Watch::attention(bool there) {
  if (there) {
    calls_.clear();
    visits_ = VisitLog();
    parts_.balancing.watch([this](const Visit& visit) { visits_.add(visit); });
    tick();
  } else {
    next_tick_.cancel();
    parts_.balancing.watch(nullptr);
  }
}

void Watch::tick() {
  next_tick_ = parts_.timers.after(kTick, [this] { tick(); });
  tell_news();
  const bool a_second = ++ticks_ % kTicksOfASecond == 0;  // checks pass without a word to anybody
  if (changed_ || a_second) show_picture();
  if (!a_second) return;
  parts_.balancing.count([this](const std::map<TargetName, int>& in_flight) {
    json::array counts;
    for (const auto& [target, count] : in_flight) {
      counts.push_back({{"group", target.group_arn}, {"target", target.target}, {"count", count}});
    }
    feed_.publish("in-flight", json::serialize(counts));
  });
}

void Watch::tell_what_happened() {
  if (auto happenings = timeline_.news(); !happenings.empty()) feed_.publish("happenings", json::serialize(happenings));
  if (story_.has_news()) feed_.publish("story-goes-on", json::serialize(story_.news()));
}

void Watch::tell_news() {
  tell_what_happened();
  auto visits = visits_.news();
  visits["at"] = to_milliseconds(parts_.clock.now());
  feed_.publish("visits", json::serialize(visits));
  if (auto calls = calls_.news(); calls["count"] != 0) feed_.publish("calls", json::serialize(calls));
}

void Watch::show_picture() {
  changed_ = false;
  const auto interventions = interventions_.read();
  for (const auto& [happening, at] : chronicle_.news(interventions, parts_.clock.now())) timeline_.add(happening, at);
  auto picture = picture_.draw(interventions);
  if (picture == last_shown_) return;
  feed_.publish("picture", picture);
  last_shown_ = std::move(picture);
}

}  // namespace aws::region::watch
