// What tar says while it unpacks, a line at a time, of which the first counts.
#pragma once

#include <string>
#include <string_view>

namespace aws::region::images {

class TarComplaints {
 public:
  void hear(std::string_view text);  // as it comes
  // Of nothing but what an image does without: devices, and owners that are beyond the range of users, root instead.
  bool only_small() const { return first_.empty() && small_; }
  std::string first() const { return first_.empty() ? "tar failed" : first_; }

 private:
  void weigh(std::string line);

  std::string line_;
  std::string first_;
  bool small_ = false;
};

}  // namespace aws::region::images
