// An action that has a duration, and what many of them are: something that goes on for as long as that.
#pragma once

#include <memory>
#include <utility>

#include "region/fis/actions/action.h"
#include "region/fis/iso_duration.h"

namespace aws::region::fis {

class LastingAction : public Action {
 public:
  explicit LastingAction(Task task) : task_(std::move(task)) {}

  std::vector<Need> needs() const override { return {}; }
  void begin() override { ongoing_ = make(); }
  bool over() override { return false; }
  std::optional<std::chrono::seconds> duration() const override { return iso_duration(task_.parameter("duration")); }
  bool take_back() override {
    ongoing_.reset();
    return true;
  }

 protected:
  virtual std::unique_ptr<Ongoing> make() { return nullptr; }
  const Task& task() const { return task_; }

 private:
  Task task_;
  std::unique_ptr<Ongoing> ongoing_;
};

}  // namespace aws::region::fis
