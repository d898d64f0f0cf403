#include "base/error.h"

#include <utility>

namespace aws {

Error::Error(std::string code, std::string message, int http_status, Fault fault)
    : code_(std::move(code)), message_(std::move(message)), http_status_(http_status), fault_(fault) {
  what_ = message_.empty() ? code_ : code_ + ": " + message_;
}

Error Error::with_note(std::string_view note) const {
  Error noted = *this;
  noted.what_ += " (";
  noted.what_ += note;
  noted.what_ += ')';
  return noted;
}

Error Error::with_members(std::string json) const {
  Error whole = *this;
  whole.members_ = std::move(json);
  return whole;
}

}  // namespace aws
