// Another place where the workflow is shown and its questions may be answered, beside the terminal: the live page. Used
// on the scenario's thread; what goes wrong there keeps nobody from going on here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aws::scenario {

class SecondScreen {
 public:
  virtual ~SecondScreen() = default;
  virtual void show(std::string_view text) = 0;
  virtual void ask(std::string_view question) = 0;
  virtual std::optional<std::string> answer() = 0;  // to what was asked last; nothing while there is none
  virtual void answered() = 0;                      // somewhere: the question is over
  virtual bool gone() const = 0;                    // it was not there when something was last told or asked
};

}  // namespace aws::scenario
