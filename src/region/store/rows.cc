#include "region/store/rows.h"

#include "region/store/database.h"

namespace aws::region {
namespace {

// By direction.
constexpr const char* kFrom[] = {R"(SELECT "key", body FROM rows WHERE space = ? AND "key" >= ? ORDER BY "key")",
                                 R"(SELECT "key", body FROM rows WHERE space = ? AND "key" >= ? ORDER BY "key" DESC)"};
constexpr const char* kWithin[] = {
    R"(SELECT "key", body FROM rows WHERE space = ? AND "key" >= ? AND "key" < ? ORDER BY "key")",
    R"(SELECT "key", body FROM rows WHERE space = ? AND "key" >= ? AND "key" < ? ORDER BY "key" DESC)"};

}  // namespace

class Rows::Statements {
 public:
  explicit Statements(sqlite3* database)
      : get(database, R"(SELECT body FROM rows WHERE space = ? AND "key" = ?)"),
        put(database, "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)"),
        erase(database, R"(DELETE FROM rows WHERE space = ? AND "key" = ?)"),
        erase_space(database, "DELETE FROM rows WHERE space = ?") {}

  Statement get, put, erase, erase_space;
};

Rows::Rows(Store& store) : store_(store), statements_(std::make_unique<Statements>(store.database().handle())) {}
Rows::~Rows() = default;

std::optional<std::string> Rows::get(std::string_view space, std::string_view key) const {
  auto& get = statements_->get;
  get.bind(1, space);
  get.bind_bytes(2, key);
  const int result = get.step();
  auto body = result == SQLITE_ROW ? std::optional(get.bytes(0)) : std::nullopt;
  get.reset();
  if (result != SQLITE_ROW && result != SQLITE_DONE) throw store_.database().unreadable();
  return body;
}

void Rows::walk(std::string_view space, const KeyRange& range, Order order,
                const std::function<bool(Row&&)>& visit) const {
  const auto& database = store_.database();
  Statement walk(database.handle(), range.to ? kWithin[order == Order::kBackward] : kFrom[order == Order::kBackward]);
  walk.bind(1, space);
  walk.bind_bytes(2, range.from);
  if (range.to) walk.bind_bytes(3, *range.to);
  int result = walk.step();
  for (; result == SQLITE_ROW; result = walk.step()) {
    if (!visit({walk.bytes(0), walk.bytes(1)})) return;
  }
  if (result != SQLITE_DONE) throw database.unreadable();
}

void Rows::put(std::string_view space, std::string_view key, std::string_view body) {
  auto& put = statements_->put;
  put.bind(1, space);
  put.bind_bytes(2, key);
  put.bind_bytes(3, body);
  store_.database().write(put);
}

void Rows::erase(std::string_view space, std::string_view key) {
  auto& erase = statements_->erase;
  erase.bind(1, space);
  erase.bind_bytes(2, key);
  store_.database().write(erase);
}

void Rows::erase_space(std::string_view space) {
  auto& erase = statements_->erase_space;
  erase.bind(1, space);
  store_.database().write(erase);
}

}  // namespace aws::region
