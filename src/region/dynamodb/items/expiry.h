// Deletes what has expired: items whose attribute, the one that their table's time to live names, is a moment that has
// passed. Works through the tables a piece at a time, again and again; on AWS an expired item may be there for days.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
#pragma once

#include <string>

#include "base/clock.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/tables/table_store.h"

namespace aws::region::dynamodb {

class Expiry {
 public:
  Expiry(const TableStore& tables, ItemStore& items, const Clock& clock, Timers& timers)
      : tables_(tables), items_(items), clock_(clock), timers_(timers) {}
  Expiry(const Expiry&) = delete;
  Expiry& operator=(const Expiry&) = delete;

  void start();

 private:
  void sweep();
  void sweep(const Table& table);

  const TableStore& tables_;
  ItemStore& items_;
  const Clock& clock_;
  Timers& timers_;
  std::string table_;  // where it goes on: the table's name, and the row of it
  std::string row_;
  Timer next_;
};

}  // namespace aws::region::dynamodb
