// Every operation of the contract, request and reply, with every member set: what one end encodes the other decodes.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <vector>

#include "contract/shape.h"
#include "wire/protocols/json.h"
#include "wire/protocols/protocol.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Kind;
using contract::Member;
using contract::Shape;

// Fills in a value with different, awkward scalars; a recursive shape is entered once.
class Filler {
 public:
  void fill(const Shape& shape, void* value) {
    ++count_;
    switch (shape.kind) {
      case Kind::kStructure:
        return fill_structure(shape, value);
      case Kind::kList:
      case Kind::kMap:
        return fill_container(shape, value);
      case Kind::kString:
        *static_cast<std::string*>(value) = " <&> \"'\t\r\n +%=;/\xc3\xa4 " + std::to_string(count_);
        return;
      case Kind::kBlob:
        static_cast<Blob*>(value)->bytes = std::string("\0\xff", 2) + std::to_string(count_);
        return;
      case Kind::kBoolean:
        *static_cast<bool*>(value) = count_ % 2 == 0;
        return;
      case Kind::kInteger:
        *static_cast<int*>(value) = -count_;
        return;
      case Kind::kLong:
        *static_cast<std::int64_t*>(value) = (std::int64_t{1} << 40U) + count_;
        return;
      case Kind::kDouble:
        *static_cast<double*>(value) = count_ + 0.25;
        return;
      case Kind::kTimestamp:
        *static_cast<Timestamp*>(value) = Timestamp(std::chrono::milliseconds(1767323045678 + count_));
        return;
    }
  }

 private:
  void fill_structure(const Shape& shape, void* value) {
    path_.push_back(&shape);
    for (const Member& member : shape.members) {
      if (!recurs(*member.shape)) fill(*member.shape, member.emplace(value));
    }
    path_.pop_back();
  }

  void fill_container(const Shape& shape, void* value) {
    for (int i = 0; i < 2; ++i) fill(*shape.element, shape.container->append(value, "key " + std::to_string(i)));
  }

  bool recurs(const Shape& shape) const {
    const Shape* inner = &shape;
    while (is_container(*inner)) inner = inner->element;
    return std::find(path_.begin(), path_.end(), inner) != path_.end();
  }

  int count_ = 0;
  std::vector<const Shape*> path_;
};

std::shared_ptr<void> filled(const Shape& shape) {
  auto value = shape.make();
  Filler().fill(shape, value.get());
  return value;
}

// Where two values begin to differ; "" when they are equal.
std::string difference(const Shape& shape, const std::shared_ptr<void>& sent, const std::shared_ptr<void>& received) {
  const std::string left = boost::json::serialize(to_json(shape, sent.get(), {}, Names::kModel));
  const std::string right = boost::json::serialize(to_json(shape, received.get(), {}, Names::kModel));
  if (left == right) return "";
  const auto [a, b] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  const auto start = static_cast<std::size_t>(std::max<std::ptrdiff_t>(a - left.begin() - 40, 0));
  return left.substr(start, 100) + "\nbecame\n" + right.substr(start, 100);
}

class RoundTrip : public testing::TestWithParam<const contract::Operation*> {
 protected:
  const contract::Operation& operation = *GetParam();
  const Protocol& wire = protocol(operation.service->protocol);
};

TEST_P(RoundTrip, OfTheRequest) {
  const auto sent = filled(*operation.input);
  const auto received = operation.input->make();
  wire.decode_request(operation, wire.encode_request(operation, sent.get()), received.get());
  EXPECT_EQ(difference(*operation.input, sent, received), "");
}

TEST_P(RoundTrip, OfAnEmptyRequest) {
  const auto sent = operation.input->make();
  const auto received = operation.input->make();
  wire.decode_request(operation, wire.encode_request(operation, sent.get()), received.get());
  EXPECT_EQ(difference(*operation.input, sent, received), "");
}

TEST_P(RoundTrip, OfTheReply) {
  const auto sent = filled(*operation.output);
  const auto received = operation.output->make();
  wire.decode_response(operation, wire.encode_response(operation, sent.get(), "request-id"), received.get());
  EXPECT_EQ(difference(*operation.output, sent, received), "");
}

TEST_P(RoundTrip, OfAnError) {
  for (const auto& declared : operation.errors) {
    const Error sent(std::string(declared.code), "what <went> wrong", declared.http_status, declared.fault);
    const auto output = operation.output->make();
    try {
      wire.decode_response(operation, wire.encode_error(*operation.service, sent, "request-id"), output.get());
      ADD_FAILURE() << declared.code << " was not thrown";
    } catch (const Error& received) {
      EXPECT_EQ(received.code(), sent.code());
      EXPECT_EQ(received.message(), sent.message());
      EXPECT_EQ(received.http_status(), sent.http_status());
      EXPECT_EQ(received.fault(), sent.fault());
    }
  }
}

std::vector<const contract::Operation*> every_operation() {
  std::vector<const contract::Operation*> operations;
  for (const auto* service : contract::services()) {
    operations.insert(operations.end(), service->operations.begin(), service->operations.end());
  }
  return operations;
}

INSTANTIATE_TEST_SUITE_P(Contract, RoundTrip, testing::ValuesIn(every_operation()), [](const auto& parameter) {
  return std::string(parameter.param->service->name) + "_" + std::string(parameter.param->name);
});

}  // namespace
}  // namespace aws::wire
