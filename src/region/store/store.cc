#include "region/store/store.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <optional>
#include <utility>

#include "region/store/folder_lock.h"

namespace aws::region {
namespace {

namespace fs = std::filesystem;

// Counts up with every change that an older version could not live with.
constexpr int kSchemaVersion = 1;

constexpr const char* kSchema = R"(
  CREATE TABLE documents (
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, "key")
  );
)";

class Statement {
 public:
  Statement(sqlite3* database, const char* sql) {
    if (sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr) != SQLITE_OK) statement_ = nullptr;
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // The text must live until the statement has been stepped.
  void bind(int index, std::string_view text) {
    sqlite3_bind_text(statement_, index, text.data() ? text.data() : "", static_cast<int>(text.size()), SQLITE_STATIC);
  }
  int step() { return statement_ ? sqlite3_step(statement_) : SQLITE_ERROR; }
  void reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  std::string text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  int number(int column) const { return sqlite3_column_int(statement_, column); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

// Ends a rehearsal. No error, so that nobody takes it for one.
struct CurtainCall {};

struct Closer {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};

}  // namespace

class Store::Impl {
 public:
  explicit Impl(const std::optional<fs::path>& folder) {
    if (folder) {
      lock_.emplace(*folder);
      place_ = (*folder / "region.db").string();
    }
    open();
    put_ = std::make_unique<Statement>(database(), R"(INSERT OR REPLACE INTO documents VALUES (?, ?, ?))");
    erase_ = std::make_unique<Statement>(database(), R"(DELETE FROM documents WHERE kind = ? AND "key" = ?)");
  }

  sqlite3* database() const { return database_.get(); }
  bool run(const char* sql) const { return sqlite3_exec(database(), sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

  Error damaged(std::string_view reason) const {
    return Error("DataFolderDamaged",
                 fmt::format("{} cannot be read: {}. Move it away to start afresh.", place_, reason));
  }
  Unrecoverable refused() const {
    return Unrecoverable("InternalFailure", fmt::format("{} cannot be written: {}", place_, sqlite3_errmsg(database())),
                         500, Fault::kReceiver);
  }

  void write(Statement& statement) {
    if (rehearsing) {
      statement.reset();
      throw CurtainCall();
    }
    require_transaction();
    const bool done = statement.step() == SQLITE_DONE;
    const auto error = done ? std::nullopt : std::optional<Unrecoverable>(refused());
    statement.reset();
    if (error) throw *error;
  }

  // After some failures (a full disk is one) SQLite rolls the whole transaction back by itself: nothing that follows
  // may then be written as if it stood alone.
  void require_transaction() const {
    if (depth > 0 && sqlite3_get_autocommit(database())) throw refused();
  }

  Statement& put() { return *put_; }
  Statement& erase() { return *erase_; }

  int depth = 0;            // of transactions within transactions
  bool rehearsing = false;  // nothing may be written
  std::vector<std::function<void()>> undo;

 private:
  void open() {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(place_.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    database_.reset(opened);
    if (result != SQLITE_OK) {
      throw Error("DataFolderNotWritable", fmt::format("{} cannot be opened: {}", place_, sqlite3_errmsg(opened)));
    }
    // Until it is known to be ours, closing the file must not change it.
    sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    const int version = number("PRAGMA user_version");
    if (version > kSchemaVersion) {
      throw Error("DataFolderNewer",
                  fmt::format("{} was written by a newer version (its format is {}, this program's is {}). Use that "
                              "version or another folder.",
                              place_, version, kSchemaVersion));
    }
    check();
    sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    // What is committed survives the end of the process, however it ends; only the machine's own may lose the last.
    if (!run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")) throw refused();
    if (version == 0) create();
  }

  void check() const {
    Statement check(database(), "PRAGMA quick_check(1)");
    if (check.step() != SQLITE_ROW) throw damaged(sqlite3_errmsg(database()));
    if (check.text(0) != "ok") throw damaged(check.text(0));
  }

  void create() const {
    if (number("SELECT count(*) FROM sqlite_schema") != 0) throw damaged("it is not a region's");
    const auto sql = fmt::format("BEGIN; {} PRAGMA user_version = {}; COMMIT;", kSchema, kSchemaVersion);
    if (!run(sql.c_str())) throw refused();
  }

  int number(const char* sql) const {
    Statement statement(database(), sql);
    if (statement.step() != SQLITE_ROW) throw damaged(sqlite3_errmsg(database()));
    return statement.number(0);
  }

  // In this order, so that the file is closed before the folder is let go.
  std::optional<FolderLock> lock_;
  std::string place_ = ":memory:";
  std::unique_ptr<sqlite3, Closer> database_;
  std::unique_ptr<Statement> put_;
  std::unique_ptr<Statement> erase_;
};

// One call of transaction(): a savepoint, and the part of the undo list that belongs to it.
class Store::Level {
 public:
  explicit Level(Impl& store) : store_(store), mark_(store.undo.size()) {
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
    if (!sqlite3_get_autocommit(store_.database())) store_.run("ROLLBACK TO level; RELEASE level");
    while (store_.undo.size() > mark_) {
      store_.undo.back()();
      store_.undo.pop_back();
    }
  }

  Impl& store_;
  std::size_t mark_;
  bool committed_ = false;
};

Store::Store(const fs::path& folder) : impl_(std::make_unique<Impl>(folder)) {}
Store::Store() : impl_(std::make_unique<Impl>(std::nullopt)) {}
Store::~Store() = default;

std::vector<Store::Document> Store::load(std::string_view kind) const {
  Statement query(impl_->database(), R"(SELECT "key", body FROM documents WHERE kind = ? ORDER BY "key")");
  query.bind(1, kind);
  std::vector<Document> documents;
  int result = query.step();
  for (; result == SQLITE_ROW; result = query.step()) documents.push_back({query.text(0), query.text(1)});
  if (result != SQLITE_DONE) throw impl_->damaged(sqlite3_errmsg(impl_->database()));
  return documents;
}

void Store::put(std::string_view kind, std::string_view key, std::string_view body) {
  auto& put = impl_->put();
  put.bind(1, kind);
  put.bind(2, key);
  put.bind(3, body);
  impl_->write(put);
}

void Store::erase(std::string_view kind, std::string_view key) {
  auto& erase = impl_->erase();
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

bool Store::in_transaction() const { return impl_->depth > 0; }

void Store::on_rollback(std::function<void()> undo) {
  if (in_transaction()) impl_->undo.push_back(std::move(undo));
}

Error Store::unreadable(std::string_view kind, std::string_view key, std::string_view reason) const {
  return impl_->damaged(fmt::format("the {} '{}' is not what was written ({})", kind, key, reason));
}

}  // namespace aws::region
