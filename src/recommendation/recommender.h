// What the recommendation service answers: the whole of its HTTP API as a function of the parameters, the table and the
// instance, without a socket. The server shows it to the world; tests run it in process on simulated instances.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/random.h"
#include "contract/dynamodb.h"
#include "recommendation/parameters.h"
#include "wire/http/http.h"

namespace aws::recommendation {

struct InstanceFacts {
  std::string instance_id;
  std::string availability_zone;
};

// Of a call to the table. More than a client's usual three, and after shorter pauses, as AWS's SDKs have it for
// DynamoDB: a visitor is better served late than with the failure response because the table had a bad moment.
inline constexpr int kTableAttempts = 8;
// But who has waited for a whole time-out waits for no other: while the table is slow visitors would only pile up.
inline constexpr int kTableTimeouts = 1;
inline constexpr std::chrono::seconds kLongestTablePause{1};

// Any thread, if the table's Api and the random source stand it.
class Recommender {
 public:
  Recommender(dynamodb::Api& dynamodb, InstanceFacts instance, Random& random)
      : dynamodb_(dynamodb), instance_(std::move(instance)), random_(random) {}

  // `parameters` are nothing while none could be read.
  //   GET /             200 a recommendation from the table, or else what the failure response says: 200 static, 502
  //   GET /healthcheck  200 {"success": "True"}, or 503 {"success": "False"} without parameters and, deep, without a
  //                     table that answers and is ACTIVE
  http::Response answer(const http::Request& request, const std::optional<Parameters>& parameters) const;

 private:
  http::Response recommend(const std::optional<Parameters>& parameters) const;
  http::Response check_health(const std::optional<Parameters>& parameters) const;
  std::map<std::string, dynamodb::AttributeValue> pick(const std::string& table) const;
  http::Response recommendation(const std::map<std::string, dynamodb::AttributeValue>& item) const;

  dynamodb::Api& dynamodb_;
  InstanceFacts instance_;
  Random& random_;
};

}  // namespace aws::recommendation
