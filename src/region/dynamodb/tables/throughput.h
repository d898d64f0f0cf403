// What a table or an index is to take on demand at most, and what it is ready for at once (warm): kept and described as
// AWS has them, though nothing here is throttled.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "contract/dynamodb.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb {

// A table or one of its global indexes, as a subject of both.
struct Subject {
  std::string called;  // "table", or "index NAME"
  std::string_view billing_mode;
  RequestUnits provisioned;
  RequestUnits& at_most;
  RequestUnits& warm;
};
Subject subject_of(Table& table);
Subject subject_of(const Table& table, Index& index);

// Of something new; and of what is there, where it goes up alone. All throw DynamoDB's ValidationException.
void set_new(const std::optional<aws::dynamodb::OnDemandThroughput>& at_most,
             const std::optional<aws::dynamodb::WarmThroughput>& warm, const Subject& subject);
void change(const std::optional<aws::dynamodb::OnDemandThroughput>& at_most,
            const std::optional<aws::dynamodb::WarmThroughput>& warm, const Subject& subject);

// What it was ready for it is ready for in all that it becomes. What is on demand no longer has no maxima.
void keep_warm(const Table& before, Table& table);

std::optional<aws::dynamodb::OnDemandThroughput> described(const RequestUnits& at_most);
RequestUnits warm_of(const Table& table);
RequestUnits warm_of(const Table& table, const Index& index);

}  // namespace aws::region::dynamodb
