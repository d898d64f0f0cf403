// Item collections: of a table with local secondary indexes, the items of one hash key with what those indexes have of
// them. What a write tells of the size of those that it touched, for requests that ask with
// ReturnItemCollectionMetrics.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contract/dynamodb.h"
#include "region/dynamodb/items/item_store.h"

namespace aws::region::dynamodb {

// Nothing unless `asked` is SIZE and the table has a local index. `item` may have more attributes than the key's.
std::optional<aws::dynamodb::ItemCollectionMetrics> collection_metrics(const std::optional<std::string>& asked,
                                                                       const ItemStore& items, const Table& table,
                                                                       const Item& item);

using CollectionMetrics = std::map<std::string, std::vector<aws::dynamodb::ItemCollectionMetrics>>;  // by table
// Adds those of one more item, once for each collection.
void add_collection_metrics(const std::optional<std::string>& asked, const ItemStore& items, const Table& table,
                            const Item& item, CollectionMetrics& metrics);

}  // namespace aws::region::dynamodb
