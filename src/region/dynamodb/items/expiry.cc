#include "region/dynamodb/items/expiry.h"

#include <charconv>
#include <chrono>
#include <vector>

namespace aws::region::dynamodb {
namespace {

constexpr auto kInterval = std::chrono::seconds(10);
constexpr std::size_t kPiece = 1000;                          // items looked at in one turn
constexpr auto kLongPast = std::chrono::hours(24 * 365 * 5);  // such a moment is taken for a mistake

bool expired(const Item& item, const std::string& attribute, Timestamp now) {
  const auto found = item.find(attribute);
  const auto* number = found == item.end() ? nullptr : std::get_if<Number>(&found->second.value);
  if (number == nullptr) return false;
  const auto text = number->text();
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || (end != text.data() + text.size() && *end != '.')) return false;
  const Timestamp moment{std::chrono::seconds(seconds)};
  return moment < now && moment > now - kLongPast;
}

}  // namespace

void Expiry::start() {
  next_ = timers_.after(kInterval, [this] { sweep(); });
}

// One piece of one table; the next turn goes on behind it.
void Expiry::sweep() {
  start();
  auto table = tables_.all().lower_bound(table_);
  for (; table != tables_.all().end(); ++table) {
    if (table->first != table_) row_.clear();
    table_ = table->first;
    if (!table->second.expires_by.empty()) return sweep(table->second);
  }
  table_.clear();
  row_.clear();
}

void Expiry::sweep(const Table& table) {
  std::vector<Item> gone;
  std::size_t seen = 0;
  const auto now = clock_.now();
  items_.walk(table, nullptr, {.from = row_, .to = {}}, Order::kForward, [&](StoredItem&& stored) {
    row_ = stored.row_key + '\0';
    if (expired(stored.item, table.expires_by, now)) gone.push_back(std::move(stored.item));
    return ++seen < kPiece;
  });
  for (const auto& item : gone) items_.erase(table, item);
  if (seen == kPiece) return;
  table_ += '\0';  // the next table
  row_.clear();
}

}  // namespace aws::region::dynamodb
