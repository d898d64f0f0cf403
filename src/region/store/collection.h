// A std::map of documents that is written through to the store, and that follows the store when a transaction is rolled
// back: what is in memory is always what is on disk. T is a plain struct made known to Boost.JSON, normally by
// BOOST_DESCRIBE_STRUCT(T, (), (members...)). A member that an older version did not write keeps the default that its
// declaration gives it; one that this version no longer has is passed over. Owned by a service's store; outlives any
// transaction in which it is changed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "region/store/document.h"
#include "region/store/store.h"

namespace aws::region {

template <class T>
class Collection {
 public:
  // Throws aws::Error "DataFolderDamaged" when a document cannot be read.
  Collection(Store& store, std::string kind) : store_(store), kind_(std::move(kind)) {
    for (const auto& document : store_.load(kind_)) {
      try {
        read_document(parse_document(document.body), documents_[document.key]);
      } catch (const std::exception& error) {  // what Boost.JSON throws
        throw store_.unreadable(kind_, document.key, error.what());
      }
    }
  }
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;

  const std::map<std::string, T, std::less<>>& all() const { return documents_; }
  bool contains(std::string_view key) const { return documents_.find(key) != documents_.end(); }
  // A found document stays where it is until it is erased.
  const T* find(std::string_view key) const {
    const auto found = documents_.find(key);
    return found == documents_.end() ? nullptr : &found->second;
  }

  // On disk when it returns; within a transaction, when the transaction returns.
  const T& put(const std::string& key, T document) {
    store_.put(kind_, key, boost::json::serialize(boost::json::value_from(document)));
    remember(key);
    return documents_.insert_or_assign(key, std::move(document)).first->second;
  }
  void erase(std::string_view key) {
    const auto found = documents_.find(key);
    if (found == documents_.end()) return;
    store_.erase(kind_, key);
    remember(found->first);
    documents_.erase(found);
  }

 private:
  // Before a change in memory: how to take it back.
  void remember(const std::string& key) {
    if (!store_.in_transaction()) return;
    const T* now = find(key);
    store_.on_rollback([this, key, before = now ? std::optional<T>(*now) : std::nullopt] {
      if (before) {
        documents_.insert_or_assign(key, *before);
      } else {
        documents_.erase(key);
      }
    });
  }

  Store& store_;
  std::string kind_;
  std::map<std::string, T, std::less<>> documents_;
};

}  // namespace aws::region
