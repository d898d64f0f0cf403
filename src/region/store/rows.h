// What is too much to be held in memory: rows of bytes that stay on disk, in order of their keys, read when they are
// asked for. They lie in spaces that know nothing of one another (a table of DynamoDB is one), and change in the
// transactions of the store like its documents. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "region/store/store.h"

namespace aws::region {

struct Row {
  std::string key;
  std::string body;
};

// From `from` on, up to and without `to`. Keys compare byte by byte.
struct KeyRange {
  std::string from;
  std::optional<std::string> to;  // none: to the end
};

enum class Order { kForward, kBackward };

class Rows {
 public:
  explicit Rows(Store& store);
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // All throw aws::Unrecoverable "InternalFailure" when the disk fails.
  std::optional<std::string> get(std::string_view space, std::string_view key) const;
  // Until `visit` says false. It may read, but not write.
  void walk(std::string_view space, const KeyRange& range, Order order, const std::function<bool(Row&&)>& visit) const;
  void put(std::string_view space, std::string_view key, std::string_view body);
  void erase(std::string_view space, std::string_view key);
  void erase_space(std::string_view space);

 private:
  class Statements;
  Store& store_;
  std::unique_ptr<Statements> statements_;
};

}  // namespace aws::region
