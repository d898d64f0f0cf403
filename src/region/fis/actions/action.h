// One action of a running experiment. The runner begins it, asks it now and then whether it is over, and in the end has
// it take back what can be taken back. Each throws aws::Error when it fails, which fails the experiment.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/place.h"
#include "region/fis/ports.h"

namespace aws::region::fis {

// What is to be done, to what has been found.
struct Task {
  std::string action_id;
  std::map<std::string, std::string> parameters;
  std::vector<std::string> arns;  // of its targets
  std::string role_arn;
  std::string experiment_arn;
  Place place;

  std::string parameter(const std::string& name) const;
  std::vector<std::string> list(const std::string& name) const;  // "a, b" is {"a", "b"}
  double share() const;                                          // of "percentage"
};

class Action {
 public:
  virtual ~Action() = default;
  virtual std::vector<Need> needs() const = 0;
  virtual void begin() = 0;
  // Whether it has nothing more to do. What has a duration goes on until that has passed; what has none is over at
  // once.
  virtual bool over() { return !duration(); }
  virtual std::optional<std::chrono::seconds> duration() const { return std::nullopt; }
  // When it is over, its time has passed or it is stopped. False: not done yet, to be asked again.
  virtual bool take_back() { return true; }
};

// Those of the task's targets that its action is for.
std::vector<std::string> targets_for(const Task& task, const Ports& ports);

// Of a kind that the catalogue has, with parameters that have been checked.
std::unique_ptr<Action> make_action(const Task& task, const Ports& ports);

// i-0123 of arn:aws:ec2:...:instance/i-0123
std::vector<std::string> names_in(const std::vector<std::string>& arns);

}  // namespace aws::region::fis
