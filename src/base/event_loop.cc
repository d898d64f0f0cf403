#include "base/event_loop.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/impl/src.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace aws {

namespace asio = boost::asio;

EventLoop::EventLoop() : context_(std::make_unique<asio::io_context>(1)) {}
EventLoop::~EventLoop() = default;

Timer EventLoop::after(Duration delay, std::function<void()> callback) {
  auto timer = std::make_shared<asio::steady_timer>(*context_, delay);
  // A timer whose handle is gone may have expired already, its completion waiting in the queue; the weak pointer keeps
  // that completion from calling into something that no longer exists.
  timer->async_wait([weak = std::weak_ptr(timer), callback = std::move(callback)](const auto& error) {
    const auto alive = weak.lock();
    if (!error && alive) callback();
  });
  return Timer(std::move(timer));
}

void EventLoop::post(std::function<void()> callback) { asio::post(*context_, std::move(callback)); }

void EventLoop::run() {
  const auto guard = asio::make_work_guard(*context_);
  context_->restart();
  context_->run();
}

// A turn of the loop like any other, so that a stop that comes before run() is not lost.
void EventLoop::stop() {
  asio::post(*context_, [this] { context_->stop(); });
}

}  // namespace aws
