#include "region/images/tar_complaints.h"

#include <cstring>
#include <utility>

namespace aws::region::images {
namespace {

constexpr std::size_t kLongestLine = 1 << 13;
constexpr const char* kFull = "No space left on device";

}  // namespace

void TarComplaints::hear(std::string_view text) {
  for (const char letter : text) {
    if (letter == '\n') {
      weigh(std::exchange(line_, {}));
    } else if (line_.size() < kLongestLine) {
      line_ += letter;
    }
  }
}

// A full disk is said in many ways before it is said by its name.
void TarComplaints::weigh(std::string line) {
  const auto says = [&line](const char* what) { return line.find(what) != std::string::npos; };
  if (says(kFull)) first_ = std::string("the disk is full: ") + kFull;
  if (!first_.empty() || says("Removing leading") || says("Exiting with failure status")) return;
  const bool small =
      says("Cannot mknod: Operation not permitted") || (says("Cannot change ownership to") && says("Invalid argument"));
  small_ = small_ || small;
  if (small) return;
  if (line.starts_with("tar: ")) line.erase(0, std::strlen("tar: "));
  if (line.starts_with("./")) line.erase(0, 1);
  first_ = std::move(line);
}

}  // namespace aws::region::images
