#include "region/store/store.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "region/store/database.h"

namespace aws::region {

namespace fs = std::filesystem;

class Store::Impl : public Database {
 public:
  explicit Impl(const std::optional<fs::path>& folder)
      : Database(folder),
        put(handle(), "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)"),
        erase(handle(), R"(DELETE FROM documents WHERE kind = ? AND "key" = ?)") {}

  Statement put;
  Statement erase;
};

// One call of transaction(): a savepoint, and the part of the undo list that belongs to it.
class Store::Level {
 public:
  explicit Level(Database& store) : store_(store), mark_(store.undo.size()) {
    store_.require_transaction();
    if (!store_.run("SAVEPOINT level")) throw store_.refused();
    ++store_.depth;
  }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

  ~Level() {
    if (!committed_) roll_back();
    --store_.depth;
    if (store_.depth == 0) store_.undo.clear();
  }

  void commit() {
    store_.require_transaction();
    if (!store_.run("RELEASE level")) throw store_.refused();
    committed_ = true;
  }

 private:
  void roll_back() {
    if (!sqlite3_get_autocommit(store_.handle())) store_.run("ROLLBACK TO level; RELEASE level");
    while (store_.undo.size() > mark_) {
      store_.undo.back()();
      store_.undo.pop_back();
    }
  }

  Database& store_;
  std::size_t mark_;
  bool committed_ = false;
};

Store::Store(const fs::path& folder) : impl_(std::make_unique<Impl>(folder)) {}
Store::Store() : impl_(std::make_unique<Impl>(std::nullopt)) {}
Store::~Store() = default;

std::vector<Store::Document> Store::load(std::string_view kind) const {
  Statement query(impl_->handle(), R"(SELECT "key", body FROM documents WHERE kind = ? ORDER BY "key")");
  query.bind(1, kind);
  std::vector<Document> documents;
  int result = query.step();
  for (; result == SQLITE_ROW; result = query.step()) documents.push_back({query.text(0), query.text(1)});
  if (result != SQLITE_DONE) throw impl_->damaged(sqlite3_errmsg(impl_->handle()));
  return documents;
}

void Store::put(std::string_view kind, std::string_view key, std::string_view body) {
  auto& put = impl_->put;
  put.bind(1, kind);
  put.bind(2, key);
  put.bind(3, body);
  impl_->write(put);
}

void Store::erase(std::string_view kind, std::string_view key) {
  auto& erase = impl_->erase;
  erase.bind(1, kind);
  erase.bind(2, key);
  impl_->write(erase);
}

void Store::transaction(const std::function<void()>& change) {
  Level level(*impl_);
  change();
  level.commit();
}

void Store::rehearse(const std::function<void()>& act) {
  impl_->rehearsing = true;
  try {
    act();
  } catch (const CurtainCall&) {  // as far as it may go
  } catch (...) {
    impl_->rehearsing = false;
    throw;
  }
  impl_->rehearsing = false;
}

Database& Store::database() const { return *impl_; }

void Store::fail_after(int writes) { impl_->writes_left = writes; }

bool Store::in_transaction() const { return impl_->depth > 0; }

void Store::on_rollback(std::function<void()> undo) {
  if (in_transaction()) impl_->undo.push_back(std::move(undo));
}

Error Store::unreadable(std::string_view kind, std::string_view key, std::string_view reason) const {
  return impl_->damaged(fmt::format("the {} '{}' is not what was written ({})", kind, key, reason));
}

}  // namespace aws::region
