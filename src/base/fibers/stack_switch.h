// Tells the sanitizers that a thread goes on on another stack, which they would take for its own gone wrong. Nothing in
// other builds.
// https://github.com/llvm/llvm-project/blob/main/compiler-rt/include/sanitizer/common_interface_defs.h
#pragma once

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#elif defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace aws {

// One for each stack besides the threads' own. `top` is where it starts to grow down from.
class StackSwitch {
 public:
#if defined(__SANITIZE_ADDRESS__)
  StackSwitch(const void* top, std::size_t size) : bottom_(static_cast<const char*>(top) - size), size_(size) {}
  void before_entering() { __sanitizer_start_switch_fiber(&kept_outside_, bottom_, size_); }
  void after_entering() { __sanitizer_finish_switch_fiber(kept_inside_, &outside_bottom_, &outside_size_); }
  void before_leaving() { __sanitizer_start_switch_fiber(&kept_inside_, outside_bottom_, outside_size_); }
  void after_leaving() { __sanitizer_finish_switch_fiber(kept_outside_, nullptr, nullptr); }

 private:
  const void* bottom_;
  std::size_t size_;
  const void* outside_bottom_ = nullptr;
  std::size_t outside_size_ = 0;
  void* kept_inside_ = nullptr;
  void* kept_outside_ = nullptr;
#elif defined(__SANITIZE_THREAD__)
  StackSwitch(const void*, std::size_t) {}
  ~StackSwitch() { __tsan_destroy_fiber(inside_); }
  StackSwitch(const StackSwitch&) = delete;
  StackSwitch& operator=(const StackSwitch&) = delete;
  void before_entering() {
    outside_ = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(inside_, 0);
  }
  void after_entering() {}
  void before_leaving() { __tsan_switch_to_fiber(outside_, 0); }
  void after_leaving() {}

 private:
  void* inside_ = __tsan_create_fiber(0);
  void* outside_ = nullptr;
#else
  StackSwitch(const void*, std::size_t) {}
  void before_entering() {}
  void after_entering() {}
  void before_leaving() {}
  void after_leaving() {}
#endif
};

}  // namespace aws
