// The workflow as it is told in a terminal, for the page to show beside what happens, and the question that is open:
// who answers first, there or here, has answered. Region thread.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace aws::region::watch {

class Story {
 public:
  void tell(std::string text);
  // Opens a question in place of any other; its number.
  std::int64_t ask(std::string text);
  // The question is over, whoever has answered it; of no effect when another is open by now.
  void close(std::int64_t question);

  // Answers the open question. False when it is not open (any more).
  bool answer(std::int64_t question, std::string text);
  // What the page answered, until the question is closed.
  std::optional<std::string> answer_to(std::int64_t question) const;

  // Whether anything is new since news() was asked for.
  bool has_news() const { return news_; }
  boost::json::object news();
  boost::json::object all() const;  // nothing in it when nothing was ever told

 private:
  struct Question {
    std::int64_t number = 0;
    std::string text;
    std::optional<std::string> answer;
  };
  boost::json::object told(std::size_t newest) const;

  std::deque<std::string> lines_;
  std::size_t untold_ = 0;
  std::optional<Question> question_;
  std::int64_t last_number_ = 0;
  bool news_ = false;
};

}  // namespace aws::region::watch
