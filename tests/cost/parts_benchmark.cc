// What the parts of a request cost, each by itself, to see where a change of docs/performance.md's numbers comes from:
//   build/release/tests/parts_benchmark [--benchmark_filter=SigV4]
// CTest runs it for a moment, so that it goes on working.
#include <benchmark/benchmark.h>

#include "contract/dynamodb.h"
#include "contract/elbv2.h"
#include "region/elbv2/targets/target_health.h"
#include "region/iam/policy/evaluation.h"
#include "region/store/rows.h"
#include "testing/temporary_folder.h"
#include "wire/protocols/protocol.h"
#include "wire/sigv4.h"

namespace aws {
namespace {

namespace iam = region::iam;
using region::Rows;
using region::Store;

http::Request signed_request(const sigv4::Credentials& credentials, Timestamp now) {
  http::Request request{.method = "POST",
                        .headers = {{"Host", "127.0.0.1:4566"},
                                    {"Content-Type", "application/x-amz-json-1.0"},
                                    {"X-Amz-Target", "DynamoDB_20120810.GetItem"}},
                        .body = R"({"TableName":"books","Key":{"id":{"S":"1"}}})"};
  sigv4::sign(request, credentials, {.region = "us-west-2", .service = "dynamodb"}, now);
  return request;
}

void SigV4Verify(benchmark::State& state) {
  const sigv4::Credentials credentials{.access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret"};
  const Timestamp now = from_milliseconds(1'767'322'984'000);
  const auto request = signed_request(credentials, now);
  sigv4::SigningKeys keys;
  for (auto _ : state) {
    const auto authorization = sigv4::parse_authorization(request);
    sigv4::verify(request, authorization, keys.of(credentials.secret_access_key, authorization), now);
  }
}
BENCHMARK(SigV4Verify);

// The workflow's own kind: an allow for a table, one with a condition, and a deny that does not apply.
void PolicyEvaluation(benchmark::State& state) {
  const auto policy = iam::Policy::of_identity(R"({"Version": "2012-10-17", "Statement": [
    {"Effect": "Deny", "Action": "iam:*", "Resource": "*"},
    {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
     "Resource": "arn:aws:dynamodb:*:123456789012:table/books"},
    {"Effect": "Allow", "Action": "ssm:Get*", "Resource": "*",
     "Condition": {"StringLike": {"aws:PrincipalTag/team": "shop-*"}}}]})");
  const iam::HeldPolicies held{.policies = {{.name = "own", .kind = "role", .policy = &policy}}};
  const iam::Context context;
  const iam::Question question{.action = "dynamodb:GetItem",
                               .resource = "arn:aws:dynamodb:us-west-2:123456789012:table/books",
                               .context = context};
  for (auto _ : state) benchmark::DoNotOptimize(iam::evaluate(held, question));
}
BENCHMARK(PolicyEvaluation);

dynamodb::GetItemResponse book() {
  dynamodb::GetItemResponse response;
  response.Item = {{"id", {.S = "1"}}, {"title", {.S = "A book"}}, {"price", {.N = "12.50"}}};
  response.Item["tags"].SS = {"new", "gift"};
  return response;
}

void JsonDecodeRequest(benchmark::State& state) {
  const auto& operation = dynamodb::operations::GetItem;
  const auto& json = wire::protocol(operation.service->protocol);
  const dynamodb::GetItemRequest get{.TableName = "books", .Key = {{"id", {.S = "1"}}}};
  const auto request = json.encode_request(operation, &get);
  for (auto _ : state) {
    dynamodb::GetItemRequest decoded;
    json.decode_request(operation, request, &decoded);
    wire::validate(operation, &decoded);
  }
}
BENCHMARK(JsonDecodeRequest);

void JsonEncodeResponse(benchmark::State& state) {
  const auto& operation = dynamodb::operations::GetItem;
  const auto& json = wire::protocol(operation.service->protocol);
  const auto response = book();
  for (auto _ : state) benchmark::DoNotOptimize(json.encode_response(operation, &response, "request"));
}
BENCHMARK(JsonEncodeResponse);

elbv2::DescribeTargetHealthResponse thirty_targets() {
  elbv2::DescribeTargetHealthResponse response;
  for (int i = 0; i < 30; ++i) {
    auto& described = response.TargetHealthDescriptions.emplace_back();
    described.Target.emplace().Id = "i-0123456789abcdef" + std::to_string(i);
    described.TargetHealth.emplace().State = "healthy";
  }
  return response;
}

void XmlEncodeResponse(benchmark::State& state) {
  const auto& operation = elbv2::operations::DescribeTargetHealth;
  const auto& query = wire::protocol(operation.service->protocol);
  const auto response = thirty_targets();
  for (auto _ : state) benchmark::DoNotOptimize(query.encode_response(operation, &response, "request"));
}
BENCHMARK(XmlEncodeResponse);

void XmlDecodeResponse(benchmark::State& state) {
  const auto& operation = elbv2::operations::DescribeTargetHealth;
  const auto& query = wire::protocol(operation.service->protocol);
  const auto response = thirty_targets();
  const auto answer = query.encode_response(operation, &response, "request");
  for (auto _ : state) {
    elbv2::DescribeTargetHealthResponse decoded;
    query.decode_response(operation, answer, &decoded);
  }
}
BENCHMARK(XmlDecodeResponse);

void StoreGet(benchmark::State& state) {
  const testing::TemporaryFolder folder;
  Store store(folder.path());
  Rows rows(store);
  store.transaction([&] {
    for (int i = 0; i < 1000; ++i) rows.put("books", std::to_string(i), std::string(200, 'x'));
  });
  for (auto _ : state) benchmark::DoNotOptimize(rows.get("books", "500"));
}
BENCHMARK(StoreGet);

void StorePut(benchmark::State& state) {
  const testing::TemporaryFolder folder;
  Store store(folder.path());
  Rows rows(store);
  int next = 0;
  const std::string body(200, 'x');
  for (auto _ : state) rows.put("books", std::to_string(++next % 1000), body);
}
BENCHMARK(StorePut);

void HealthCheck(benchmark::State& state) {
  region::elbv2::TargetHealth health({.healthy = 2, .unhealthy = 2});
  health.usage_is(region::elbv2::Usage::kUsed);
  for (auto _ : state) {
    health.check_began();
    health.checked({.outcome = region::elbv2::CheckOutcome::kPassed});
    benchmark::DoNotOptimize(health.verdict());
  }
}
BENCHMARK(HealthCheck);

}  // namespace
}  // namespace aws

BENCHMARK_MAIN();
