#include "region/watch/story.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <utility>

namespace aws::region::watch {
namespace {

constexpr std::size_t kLinesKept = 2'000;

}  // namespace

void Story::tell(std::string text) {
  lines_.push_back(std::move(text));
  if (lines_.size() > kLinesKept) lines_.pop_front();
  untold_ = std::min(untold_ + 1, lines_.size());
  news_ = true;
}

std::int64_t Story::ask(std::string text) {
  question_ = Question{.number = ++last_number_, .text = std::move(text), .answer = std::nullopt};
  news_ = true;
  return last_number_;
}

void Story::close(std::int64_t question) {
  if (!question_ || question_->number != question) return;
  question_.reset();
  news_ = true;
}

bool Story::answer(std::int64_t question, std::string text) {
  if (!question_ || question_->number != question || question_->answer) return false;
  question_->answer = std::move(text);
  news_ = true;
  return true;
}

std::optional<std::string> Story::answer_to(std::int64_t question) const {
  if (!question_ || question_->number != question) return std::nullopt;
  return question_->answer;
}

boost::json::object Story::news() {
  news_ = false;
  return told(std::exchange(untold_, 0));
}

boost::json::object Story::all() const {
  return lines_.empty() && !question_ ? boost::json::object() : told(lines_.size());
}

boost::json::object Story::told(std::size_t newest) const {
  boost::json::array lines;
  for (auto line = lines_.end() - static_cast<std::ptrdiff_t>(newest); line != lines_.end(); ++line) {
    lines.push_back(boost::json::string(*line));
  }
  boost::json::object told{{"lines", std::move(lines)}, {"question", nullptr}};
  if (question_ && !question_->answer) {
    told["question"] = boost::json::object{{"number", question_->number}, {"text", question_->text}};
  }
  return told;
}

}  // namespace aws::region::watch
