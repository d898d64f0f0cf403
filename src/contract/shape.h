// Descriptors of the generated types: what a codec, a validator or the dispatcher has to know to handle any operation
// without knowing it. The generator writes one constant per shape of a service model; a descriptor reaches into a value
// through a plain `void*` to the C++ type that it describes.
//
//   Service --> Operation --> Shape (structure) --> Member --> Shape (string, list, ...)
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "contract/types.h"

namespace aws::contract {

enum class Kind {
  kStructure,
  kList,       // std::vector<element>
  kMap,        // std::map<std::string, element>
  kString,     // std::string; enumerations too
  kBlob,       // Blob
  kBoolean,    // bool
  kInteger,    // int, 32 bits on the wire
  kLong,       // std::int64_t
  kDouble,     // double
  kTimestamp,  // Timestamp
};

struct Shape;

// How a member of some type is read and set: a std::optional, or a plain list or map.
struct MemberAccess {
  const void* (*get)(const void* member);
  void* (*emplace)(void* member);
};

// Where in a message a member travels, in the protocols that have more places than the body.
enum class Location {
  kBody,
  kUri,    // a label of the path
  kQuery,  // a parameter of the query string; a list is the parameter several times
  kHeader,
};

struct Member {
  std::string_view name;           // as in the model and in C++
  std::string_view location_name;  // the name on the wire, where it differs from `name`
  std::string_view query_name;     // EC2 only: the name in a request, where it differs from the above
  const Shape* shape = nullptr;
  bool required = false;
  bool flattened = false;          // query protocols: the list has no wrapping element
  bool always = false;             // JSON: written in a reply even when empty
  bool sparse = false;             // XML: a list that is empty is left out of a reply, not an empty element
  bool idempotency_token = false;  // the client fills it in
  Location location = Location::kBody;
  std::size_t offset = 0;  // in the structure
  const MemberAccess* access = nullptr;

  // The member's value inside the structure, or nullptr when it is not set. An empty plain list or map is not set.
  const void* get(const void* structure) const { return access->get(static_cast<const char*>(structure) + offset); }
  // Sets the member to its default and returns it, to be filled in.
  void* emplace(void* structure) const { return access->emplace(static_cast<char*>(structure) + offset); }
};

// How to walk a std::vector or a std::map of any element type.
struct ContainerAccess {
  std::size_t (*size)(const void* container);
  void (*each)(const void* container, void (*visit)(void* context, const std::string* key, const void* element),
               void* context);
  void* (*append)(void* container, const std::string& key);  // a list ignores the key
};

struct Shape {
  std::string_view name;
  Kind kind = Kind::kString;
  std::span<const Member> members;             // kStructure
  const Shape* element = nullptr;              // kList, kMap: what it holds
  std::string_view element_name;               // kList: "member" unless the model says otherwise
  std::string_view key_name, value_name;       // kMap, query protocols
  bool flattened = false;                      // kList, query protocols
  const ContainerAccess* container = nullptr;  // kList, kMap
  std::shared_ptr<void> (*make)() = nullptr;   // requests and responses: a new default value
  // Constraints, for validation.
  std::span<const std::string_view> values;  // enumerations
  std::optional<std::int64_t> min, max;      // length of strings and containers, value of numbers
  std::string_view pattern;
  bool sensitive = false;  // never logged
};

// An error that the model declares; its wire code has no "Exception" or "Fault" where AWS sends none.
struct ErrorCode {
  std::string_view code;
  int http_status = 400;
  Fault fault = Fault::kSender;
};

// May a client send the call again when it does not know whether the first one took effect?
enum class Repeat {
  kSafe,    // reading, or writing the same again
  kToken,   // safe because an idempotency token goes with it
  kUnsafe,  // a second one could do something else
};

struct Service;

// What the tags that come with a call need besides the permission for the call: they are given to something new.
struct Tagging {
  std::string_view action;                      // "iam:TagRole"; "" when they need nothing
  std::span<const std::string_view> resources;  // ARN templates of what they are given to
  std::string_view creation_key;  // the condition key that names the operation: "ec2:CreateAction"; "" for none
};

struct Operation {
  std::string_view name;  // "CreateTargetGroup"
  const Service* service = nullptr;
  const Shape* input = nullptr;
  const Shape* output = nullptr;
  std::string_view result_wrapper;  // query protocol: "CreateTargetGroupResult", "" when there is none
  std::string_view http_method{};   // rest-json: "GET"
  std::string_view uri{};           // rest-json: "/experiments/{id}"
  int http_status = 200;            // rest-json: of a reply that is no error
  std::span<const ErrorCode> errors;
  std::string_view iam_action;                  // "elasticloadbalancing:CreateTargetGroup"; "" needs no permission
  std::span<const std::string_view> resources;  // ARN templates to authorise, "*" when the action has no resource
  Tagging tagging{};
  bool anonymous = false;  // a call of nobody's: not signed, not authenticated, not authorised
  Repeat repeat = Repeat::kUnsafe;
};

// The same with the types that it is called with, so that who calls or handles it is checked by the compiler.
template <class Request, class Response>
struct OperationFor : Operation {};

enum class ProtocolKind { kJson10, kJson11, kQuery, kEc2, kRestJson };

struct Service {
  std::string_view name;             // botocore's: "elbv2"
  std::string_view service_id;       // "Elastic Load Balancing v2"
  std::string_view endpoint_prefix;  // "elasticloadbalancing"
  std::string_view signing_name;     // "elasticloadbalancing"
  std::string_view signing_region;   // "us-east-1" for IAM, "" for the region of the call
  ProtocolKind protocol = ProtocolKind::kQuery;
  std::string_view api_version;
  std::string_view target_prefix;    // JSON protocols
  std::string_view xml_namespace;    // query protocols
  std::string_view error_namespace;  // JSON protocols: what stands before '#' in an error's __type
  std::span<const Operation* const> operations;

  const Operation* find(std::string_view operation) const;
};

// A waiter of the model: an operation polled until an acceptor decides. First match wins; an unmatched reply means
// retry and an unmatched error means failure.
enum class Verdict { kSuccess, kFailure, kRetry };
enum class Matcher { kError, kStatus, kPath, kPathAll, kPathAny };

struct Acceptor {
  Verdict verdict = Verdict::kRetry;
  Matcher matcher = Matcher::kPath;
  std::string_view argument;  // a path such as "Reservations[].Instances[].State.Name"
  std::string_view expected;
};

struct Waiter {
  std::string_view name;
  const Operation* operation = nullptr;
  int delay_seconds = 0;
  int max_attempts = 0;
  std::span<const Acceptor> acceptors;
};

// The same with the types that its operation is called with, so that a wait is checked by the compiler.
template <class Api, class Request, class Response>
struct WaiterFor : Waiter {};

// A paginator of the model: an operation that answers in pages, and what leads from a page to the next one.
struct Paginator {
  const Operation* operation = nullptr;
  std::span<const std::string_view> input_tokens;   // members of the request, each of which takes ...
  std::span<const std::string_view> output_tokens;  // ... what the member at the same place has in the page before
  std::string_view more_results;                    // a truth value in the page; "" when the tokens alone tell
};

// The same with the types that its operation is called with.
template <class Api, class Request, class Response>
struct PaginatorFor : Paginator {};

// What calls go through: the generated Api turns each of its methods into one call on a channel, which carries it out
// by itself (handlers.h) or by somebody else (client/).
class Channel {
 public:
  virtual ~Channel() = default;
  // Fills in the output. May throw aws::Error.
  virtual void call(const Operation& operation, const void* input, void* output) = 0;
};

// Every service of the contract.
std::span<const Service* const> services();

}  // namespace aws::contract
