#include "scenario/workflow/visitors.h"

#include <algorithm>

namespace aws::scenario {

// One after the other, each is read as it comes; of several at once all are known when the last one is.
std::vector<Reply> Visitors::send(std::size_t visits, std::size_t at_once) {
  const auto ours = [this](const std::string& title) { return is_ours(title); };
  std::vector<Reply> replies;
  const std::size_t turn = at_once > 1 ? visits : 1;
  while (replies.size() < visits) {
    for (HttpResult& result : s_.http.get_many(endpoint_, turn, at_once)) {
      replies.push_back(read_reply(std::move(result), ours));
      replies.back().at = s_.elapsed();
    }
  }
  return replies;
}

bool Visitors::is_ours(const std::string& title) const {
  return std::any_of(resources_.recommendations.begin(), resources_.recommendations.end(), [&](const Item& item) {
    const auto found = item.find("Title");
    return found != item.end() && found->second.S == title;
  });
}

}  // namespace aws::scenario
