#include "region/store/rows.h"

#include <array>
#include <iterator>
#include <vector>

#include "region/store/database.h"

namespace aws::region {
namespace {

// Without an end and with one, each by direction.
constexpr const char* kWalks[] = {
    R"(SELECT "key", body FROM rows WHERE space = ? AND "key" >= ? ORDER BY "key")",
    R"(SELECT "key", body FROM rows WHERE space = ? AND "key" >= ? ORDER BY "key" DESC)",
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

  // A statement that nobody uses at present: a walk may begin another.
  class Walk {
   public:
    Walk(Statements& statements, sqlite3* database, std::size_t kind) : idle_(statements.idle_walks_[kind]) {
      if (idle_.empty()) {
        statement_ = std::make_unique<Statement>(database, kWalks[kind]);
      } else {
        statement_ = std::move(idle_.back());
        idle_.pop_back();
      }
    }
    ~Walk() {
      statement_->reset();
      idle_.push_back(std::move(statement_));
    }
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;
    Statement& statement() { return *statement_; }

   private:
    std::vector<std::unique_ptr<Statement>>& idle_;
    std::unique_ptr<Statement> statement_;
  };

  Statement get, put, erase, erase_space;

 private:
  std::array<std::vector<std::unique_ptr<Statement>>, std::size(kWalks)> idle_walks_;
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
  const std::size_t kind = (range.to ? 2U : 0U) + (order == Order::kBackward ? 1U : 0U);
  Statements::Walk taken(*statements_, database.handle(), kind);
  auto& walk = taken.statement();
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
