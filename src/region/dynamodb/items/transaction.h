// Reads and writes that take effect together or not at all, whoever asks for them: TransactGetItems and
// TransactWriteItems, or PartiQL's ExecuteTransaction.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "contract/dynamodb.h"
#include "region/dynamodb/expressions/projection.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/items/item_write.h"
#include "region/dynamodb/items/token_store.h"

namespace aws::region::dynamodb {

// What a transaction was cancelled for, a reason for each of its parts.
class Reasons {
 public:
  void none() { add({{"Code", "None"}}); }
  void failed(const Error& error);
  // Throws the cancellation, when a part has failed.
  void check() const;

 private:
  void add(boost::json::object reason);

  std::vector<std::string> codes_;
  boost::json::array reasons_;
  bool cancelled_ = false;
};

// No two parts of a transaction are about one item.
class DifferentItems {
 public:
  void add(const Table& table, const Item& key);  // throws when there is such a part already

 private:
  std::set<std::pair<std::string, std::string>> seen_;
};

// Reads one after another; what is wrong with some of them is said of all together.
class ReadTransaction {
 public:
  explicit ReadTransaction(const ItemStore& items) : items_(items) {}
  // Throws DynamoDB's ValidationException for what is wrong with the whole.
  void read(const Table& table, const std::string& called, const Item& key, const Projection& projection);

  struct Result {
    std::vector<aws::dynamodb::ItemResponse> responses;
    std::vector<aws::dynamodb::ConsumedCapacity> capacity;
  };
  // Throws TransactionCanceledException with the reasons.
  Result result(const std::optional<std::string>& asks_for_capacity);

 private:
  const ItemStore& items_;
  DifferentItems different_;
  Reasons reasons_;
  std::map<std::string, Units> units_;
  std::vector<aws::dynamodb::ItemResponse> responses_;
};

struct WriteTransaction {
  std::vector<ItemWrite> writes;
  std::optional<std::string> token;
  std::string request;  // what the token stands for
  std::optional<std::string> asks_for_capacity;
};
struct TransactionResult {
  bool carried_out = true;  // else it had been, with the same token
  std::vector<aws::dynamodb::ConsumedCapacity> capacity;
};
// Throws TransactionCanceledException with the reasons, or DynamoDB's ValidationException.
TransactionResult carry_out(ItemStore& items, TokenStore& tokens, const WriteTransaction& transaction);

}  // namespace aws::region::dynamodb
