// One line of a chaos file, taken apart word by word from left to right. What does not fit is an error that names the
// line and shows how it is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace aws::region::chaos {

class PlanLine {
 public:
  PlanLine(std::string_view text, std::string place);  // place: "chaos.txt:3"

  bool empty() const { return next_ == words_.size(); }
  // How a line that begins with this word is written; for the errors of the words that follow.
  void written_as(std::string_view usage) { usage_ = usage; }

  std::string word(std::string_view what);
  double share();                    // "10%", as 0.1
  std::chrono::milliseconds time();  // "2s"
  std::uint64_t number();
  std::string operations();  // "iam.Create*", which must fit an operation of the contract
  std::string callers();     // what follows "by", "*" where the line ends before it
  void end() const;

  Error error(std::string_view what) const;

 private:
  std::string place_;
  std::vector<std::string> words_;
  std::size_t next_ = 0;
  std::string usage_;
};

}  // namespace aws::region::chaos
