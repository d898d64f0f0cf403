#include "contract/waiter.h"

#include <algorithm>
#include <cassert>

namespace aws::contract {
namespace {

// Calls `visit(element_shape, element)` for each element of a list.
template <class Visit>
void each_element(const Shape& list, const void* value, Visit visit) {
  list.container->each(
      value, [](void* context, const std::string*, const void* element) { (*static_cast<Visit*>(context))(element); },
      &visit);
}

std::string as_text(const Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::kString:
      return *static_cast<const std::string*>(value);
    case Kind::kBoolean:
      return *static_cast<const bool*>(value) ? "true" : "false";
    case Kind::kInteger:
      return std::to_string(*static_cast<const int*>(value));
    case Kind::kLong:
      return std::to_string(*static_cast<const std::int64_t*>(value));
    default:
      assert(!"a waiter's path ends at a text, a truth value or a whole number");
      return "";
  }
}

void collect(const Shape& shape, const void* value, std::string_view path, std::vector<std::string>& values) {
  if (path.empty()) {
    values.push_back(as_text(shape, value));
    return;
  }
  const auto dot = path.find('.');
  std::string_view name = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  const bool each = name.ends_with("[]");
  if (each) name.remove_suffix(2);

  const auto member = std::ranges::find(shape.members, name, &Member::name);
  assert(member != shape.members.end());
  const void* inner = member->get(value);
  if (inner == nullptr) return;
  if (!each) return collect(*member->shape, inner, rest, values);
  each_element(*member->shape, inner,
               [&](const void* element) { collect(*member->shape->element, element, rest, values); });
}

bool matches_error(const Acceptor& acceptor, const Error* error) {
  if (acceptor.expected == "true" || acceptor.expected == "false")
    return (error != nullptr) == (acceptor.expected == "true");
  return error != nullptr && error->is(acceptor.expected);
}

bool matches(const Waiter& waiter, const Acceptor& acceptor, const Check& check) {
  if (acceptor.matcher == Matcher::kError) return matches_error(acceptor, check.error);
  if (acceptor.matcher == Matcher::kStatus) {
    return acceptor.expected == std::to_string(check.error != nullptr ? check.error->http_status() : 200);
  }
  if (check.output == nullptr) return false;
  const auto values = values_at(*waiter.operation->output, check.output, acceptor.argument);
  const auto as_expected = [&](const std::string& value) { return value == acceptor.expected; };
  if (acceptor.matcher == Matcher::kPathAny) return std::ranges::any_of(values, as_expected);
  return !values.empty() && std::ranges::all_of(values, as_expected);
}

// For people: the values that the waiter looks at, each once.
std::string seen(const Waiter& waiter, const Check& check) {
  if (check.error != nullptr) return check.error->code();
  const auto looks_at = std::ranges::find_if(waiter.acceptors, [](const Acceptor& a) { return !a.argument.empty(); });
  if (looks_at == waiter.acceptors.end()) return "found";
  std::vector<std::string> states;
  for (auto& value : values_at(*waiter.operation->output, check.output, looks_at->argument)) {
    if (std::ranges::find(states, value) == states.end()) states.push_back(std::move(value));
  }
  std::string text;
  for (const auto& state : states) text += (text.empty() ? "" : ", ") + state;
  return text.empty() ? "nothing" : text;
}

std::string seconds(Duration elapsed) {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(elapsed).count()) + " s";
}

Error waiter_failed(const Waiter& waiter, const WaitProgress& progress) {
  return {"WaiterFailed", "waited for " + std::string(waiter.name) + " until the state was: " + progress.state, 0,
          Fault::kReceiver};
}

Error waiter_timed_out(const Waiter& waiter, const WaitProgress& progress) {
  return {"WaiterTimedOut",
          "waited for " + std::string(waiter.name) + " in vain: " + std::to_string(progress.checks) + " checks in " +
              seconds(progress.elapsed) + ", the last one showed: " + progress.state,
          0, Fault::kReceiver};
}

}  // namespace

std::vector<std::string> values_at(const Shape& shape, const void* value, std::string_view path) {
  std::vector<std::string> values;
  collect(shape, value, path, values);
  return values;
}

std::optional<Verdict> judge(const Waiter& waiter, const Check& check) {
  for (const Acceptor& acceptor : waiter.acceptors) {
    if (matches(waiter, acceptor, check)) return acceptor.verdict;
  }
  return std::nullopt;
}

WaitProgress wait_until(const Waiter& waiter, const std::function<void(void* output)>& check, Clock& clock,
                        const WaitOptions& options) {
  const auto started = clock.uptime();
  const auto delay = std::chrono::duration<double>(waiter.delay_seconds / options.speed);
  WaitProgress progress;
  for (;;) {
    const auto output = waiter.operation->output->make();
    std::optional<Error> error;
    try {
      check(output.get());
    } catch (const Error& failure) {
      error = failure;
    }
    const Check outcome{error ? nullptr : output.get(), error ? &*error : nullptr};
    ++progress.checks;
    progress.elapsed = clock.uptime() - started;
    progress.state = seen(waiter, outcome);

    const auto verdict = judge(waiter, outcome);
    if (verdict == Verdict::kSuccess) return progress;
    if (verdict == Verdict::kFailure) throw waiter_failed(waiter, progress);
    if (!verdict && error) throw error->with_note("while waiting for " + std::string(waiter.name));
    if (progress.checks >= waiter.max_attempts) throw waiter_timed_out(waiter, progress);
    if (options.on_progress) options.on_progress(progress);
    clock.sleep_for(std::chrono::duration_cast<Duration>(delay));
  }
}

}  // namespace aws::contract
