#include "region/watch/feed.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace aws::region::watch {
namespace {

constexpr std::size_t kKeptAtMost = 4U << 20U;  // of what a listener has not taken
// Shows that a client has left, and keeps whatever lies between awake.
constexpr auto kBeat = std::chrono::seconds(5);
constexpr std::string_view kNothing = ":\n\n";

}  // namespace

std::string event(std::string_view name, std::string_view json) {
  return fmt::format("event: {}\ndata: {}\n\n", name, json);
}

class Feed::Listener final : public http::Stream {
 public:
  Listener(std::weak_ptr<Feed*> feed, std::string first) : feed_(std::move(feed)), kept_(std::move(first)) {}
  ~Listener() override {
    if (const auto feed = feed_.lock()) (*feed)->left(this);
  }

  void next(Ready ready) override {
    waiting_ = std::move(ready);
    give();
  }

  void hear(std::string_view text) {
    if (kept_.size() + text.size() > kKeptAtMost) {
      kept_ = event("lost", "{}");
    } else {
      kept_ += text;
    }
    give();
  }
  void beat() {
    if (kept_.empty()) hear(kNothing);
  }

 private:
  void give() {
    if (waiting_ && !kept_.empty()) std::exchange(waiting_, nullptr)(std::exchange(kept_, {}));
  }

  std::weak_ptr<Feed*> feed_;
  std::string kept_;
  Ready waiting_;
};

Feed::Feed(Timers& timers, std::function<void(bool)> attention)
    : timers_(timers), attention_(std::move(attention)), self_(std::make_shared<Feed*>(this)) {}

Feed::~Feed() = default;

std::shared_ptr<http::Stream> Feed::open(std::string first) {
  auto listener = std::make_shared<Listener>(self_, std::move(first));
  listeners_.push_back(listener.get());
  if (listeners_.size() == 1) {
    next_beat_ = timers_.after(kBeat, [this] { beat(); });
    attention_(true);
  }
  return listener;
}

void Feed::left(const Listener* listener) {
  std::erase(listeners_, listener);
  if (!listeners_.empty()) return;
  next_beat_.cancel();
  attention_(false);
}

void Feed::publish(std::string_view name, std::string_view json) {
  if (listeners_.empty()) return;
  const std::string text = event(name, json);
  for (auto* listener : listeners_) listener->hear(text);
}

void Feed::beat() {
  next_beat_ = timers_.after(kBeat, [this] { beat(); });
  for (auto* listener : listeners_) listener->beat();
}

}  // namespace aws::region::watch
