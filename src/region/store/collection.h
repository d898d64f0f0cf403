// A std::map of documents that is written through to the store. T is a plain struct made known to Boost.JSON, normally
// by BOOST_DESCRIBE_STRUCT(T, (), (members...)); a member that an older version did not write keeps its default when it
// is a std::optional, so members that come later must be one.
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <map>
#include <string>
#include <string_view>

#include "region/store/store.h"

namespace aws::region {

template <class T>
class Collection {
 public:
  Collection(Store& store, std::string kind) : store_(store), kind_(std::move(kind)) {
    for (const auto& document : store_.load(kind_)) {
      documents_.emplace(document.key, boost::json::value_to<T>(boost::json::parse(document.body)));
    }
  }
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;

  const std::map<std::string, T, std::less<>>& all() const { return documents_; }
  bool contains(std::string_view key) const { return documents_.find(key) != documents_.end(); }
  const T* find(std::string_view key) const {
    const auto found = documents_.find(key);
    return found == documents_.end() ? nullptr : &found->second;
  }

  // On disk when it returns.
  const T& put(const std::string& key, T document) {
    store_.put(kind_, key, boost::json::serialize(boost::json::value_from(document)));
    return documents_.insert_or_assign(key, std::move(document)).first->second;
  }
  void erase(std::string_view key) {
    const auto found = documents_.find(key);
    if (found == documents_.end()) return;
    store_.erase(kind_, key);
    documents_.erase(found);
  }

 private:
  Store& store_;
  std::string kind_;
  std::map<std::string, T, std::less<>> documents_;
};

}  // namespace aws::region
