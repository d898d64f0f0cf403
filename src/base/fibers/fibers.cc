#include "base/fibers/fibers.h"

#include <cxxabi.h>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/context/fiber.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>
#include <future>
#include <utility>

#include "base/fibers/stack_switch.h"

namespace aws {
namespace {

namespace asio = boost::asio;
namespace context = boost::context;

constexpr std::size_t kStackBytes = 256U << 10U;  // what is never touched costs no memory

}  // namespace

// Does one piece of work after the other.
class Fibers::Fiber {
 public:
  explicit Fiber(Fibers& fibers) : Fiber(fibers, context::protected_fixedsize_stack(kStackBytes)) {}
  ~Fiber() { resume(); }  // without work: it leaves its stack
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;

  // Goes on inside until the work waits or is done.
  void resume() {
    current = this;
    handled_.exchange_with_the_threads();
    switch_.before_entering();
    inside_ = std::move(inside_).resume();
    switch_.after_leaving();
    handled_.exchange_with_the_threads();
    current = nullptr;
  }
  void suspend() {
    switch_.before_leaving();
    outside_ = std::move(outside_).resume();
    switch_.after_entering();
  }

  // From any thread.
  void wake() {
    const auto go_on = [this] { fibers_.resume(*this); };
    if (current) {
      asio::post(fibers_.loop_.context(), go_on);
    } else {
      asio::dispatch(fibers_.loop_.context(), go_on);
    }
  }

  std::function<void()> work;  // none: it is done

  static thread_local Fiber* current;

 private:
  // The exceptions that are being handled, which the runtime keeps for each thread: a fiber that waits within a handler
  // has its own. https://itanium-cxx-abi.github.io/cxx-abi/abi-eh.html, 2.2.2
  struct HandledExceptions {
    void* caught = nullptr;
    unsigned int uncaught = 0;

    void exchange_with_the_threads() {
      std::swap(*this, *reinterpret_cast<HandledExceptions*>(abi::__cxa_get_globals()));
    }
  };

  Fiber(Fibers& fibers, context::protected_fixedsize_stack stacks) : Fiber(fibers, stacks, stacks.allocate()) {}
  Fiber(Fibers& fibers, context::protected_fixedsize_stack stacks, context::stack_context stack)
      : fibers_(fibers),
        switch_(stack.sp, stack.size),
        inside_(std::allocator_arg, context::preallocated(stack.sp, stack.size, stack), stacks,
                [this](context::fiber&& outside) {
                  outside_ = std::move(outside);
                  switch_.after_entering();
                  while (work) {
                    work();
                    work = nullptr;
                    suspend();
                  }
                  switch_.before_leaving();
                  return std::move(outside_);
                }) {}

  Fibers& fibers_;
  StackSwitch switch_;
  HandledExceptions handled_;
  context::fiber inside_;
  context::fiber outside_;
};

thread_local Fibers::Fiber* Fibers::Fiber::current = nullptr;

Fibers::Fibers(EventLoop& loop) : loop_(loop) {}
Fibers::~Fibers() = default;

void Fibers::start(std::function<void()> work) {
  loop_.post([this, work = std::move(work)]() mutable { run(std::move(work)); });
}

void Fibers::run(std::function<void()> work) {
  if (idle_.empty()) idle_.push_back(all_.emplace_back(std::make_unique<Fiber>(*this)).get());
  Fiber& fiber = *idle_.back();
  idle_.pop_back();
  fiber.work = std::move(work);
  resume(fiber);
}

void Fibers::resume(Fiber& fiber) {
  fiber.resume();
  if (!fiber.work) idle_.push_back(&fiber);
}

bool Fibers::in_a_fiber() { return Fiber::current != nullptr; }

void wait(const std::function<void(std::function<void()> wake)>& begin) {
  if (Fibers::Fiber* const fiber = Fibers::Fiber::current) {
    begin([fiber] { fiber->wake(); });
    fiber->suspend();
    return;
  }
  auto over = std::make_shared<std::promise<void>>();
  begin([over] { over->set_value(); });
  over->get_future().wait();
}

void FiberClock::sleep_for(Duration duration) {
  if (!Fibers::in_a_fiber()) return clock_.sleep_for(duration);
  Timer timer;
  wait([&](auto wake) { timer = loop_.after(duration, std::move(wake)); });
}

}  // namespace aws
