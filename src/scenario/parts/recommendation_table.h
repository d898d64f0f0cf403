// The DynamoDB table that plays the recommendation service: it holds books, movies and songs, and the web server reads
// one at random for each request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenario/parts/tag.h"
#include "scenario/parts/waiting.h"
#include "scenario/resources.h"

namespace aws::scenario {

class RecommendationTable {
 public:
  RecommendationTable(dynamodb::Api& dynamodb, Waiting& waiting, std::string name, Tag tag)
      : dynamodb_(dynamodb),
        waiting_(waiting),
        console_(waiting.console()),
        name_(std::move(name)),
        tag_(std::move(tag)) {}

  const std::string& name() const { return name_; }

  void create();  // and waits until it can be used
  void populate(const std::vector<Item>& recommendations, std::string_view source);
  void destroy();  // and waits until it is gone
  bool exists();   // and is ours

 private:
  void write_batch(std::vector<dynamodb::WriteRequest> writes);

  dynamodb::Api& dynamodb_;
  Waiting& waiting_;
  Console& console_;
  std::string name_;
  Tag tag_;
};

}  // namespace aws::scenario
