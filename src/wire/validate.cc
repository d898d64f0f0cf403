#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/text/utf8.h"
#include "wire/pattern.h"
#include "wire/protocols/form_codec.h"
#include "wire/protocols/protocol.h"
#include "wire/protocols/scalar.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Kind;
using contract::Member;
using contract::Shape;

// "SSESpecification" is "sSESpecification": AWS lowers the first letter and no other.
std::string lower_camel(std::string_view name) {
  std::string lowered(name);
  if (lowered[0] >= 'A' && lowered[0] <= 'Z') lowered[0] = static_cast<char>(lowered[0] - 'A' + 'a');
  return lowered;
}

std::string dotted(std::string_view path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

// Where a value stands. It becomes text in a violation only: a request may have a long key and a million values below
// it, each of which would copy the key.
struct Path {
  const Path* outer = nullptr;
  std::string_view name;  // a member's, or a map's key
  bool element = false;
  int index = 0;  // in a list, from 1
};

std::string text_of(const Path* path) {
  if (path == nullptr) return "";
  const std::string position = path->index == 0 ? std::string(path->name) : std::to_string(path->index);
  return dotted(text_of(path->outer), path->element ? position + ".member" : lower_camel(position));
}

// A value as AWS prints it in a message: [a, b], {key=value}.
std::string print(const Shape& shape, const void* value) {
  if (shape.sensitive) return "***";
  if (is_scalar(shape)) return scalar_to_text(shape, value);
  std::string text;
  const auto add = [&text](std::string_view part) {
    if (!text.empty()) text += ", ";
    text += part;
  };
  if (shape.kind == Kind::kStructure) {
    for (const Member& member : shape.members) {
      const void* found = member.get(value);
      if (found != nullptr) add(fmt::format("{}={}", lower_camel(member.name), print(*member.shape, found)));
    }
    return fmt::format("{}({})", shape.name, text);
  }
  for_each(shape, value, [&](const std::string* key, const void* element) {
    const std::string printed = print(*shape.element, element);
    add(key == nullptr ? printed : fmt::format("{}={}", *key, printed));
  });
  return shape.kind == Kind::kList ? "[" + text + "]" : "{" + text + "}";
}

std::string one_of(std::span<const std::string_view> values) {
  return fmt::format("Member must satisfy enum value set: [{}]", fmt::join(values, ", "));
}

// What a shape demands of a value.
struct Constraint {
  enum class Kind { kListed, kAtMost, kAtLeast, kPattern };
  Kind kind;
  bool met = true;
};

double measure(const Shape& shape, const void* value) {
  switch (shape.kind) {
    case Kind::kString:
      return static_cast<double>(text::length_in_characters(*static_cast<const std::string*>(value)));
    case Kind::kBlob:
      return static_cast<double>(static_cast<const Blob*>(value)->bytes.size());
    case Kind::kInteger:
      return *static_cast<const int*>(value);
    case Kind::kLong:
      return static_cast<double>(*static_cast<const std::int64_t*>(value));
    case Kind::kDouble:
      return *static_cast<const double*>(value);
    default:
      return static_cast<double>(shape.container->size(value));
  }
}

bool is_number(Kind kind) { return kind == Kind::kInteger || kind == Kind::kLong || kind == Kind::kDouble; }

bool is_bounded(Kind kind) { return kind != Kind::kStructure && kind != Kind::kBoolean && kind != Kind::kTimestamp; }

// In the order in which AWS lists them for a list's elements; for a single value it names them the other way round.
std::vector<Constraint> constraints(const Shape& shape, const void* value) {
  std::vector<Constraint> all;
  if (!shape.values.empty()) {
    const auto& text = *static_cast<const std::string*>(value);
    const bool listed = std::find(shape.values.begin(), shape.values.end(), text) != shape.values.end();
    all.push_back({Constraint::Kind::kListed, listed});
  }
  const bool bounded = is_bounded(shape.kind);
  if (shape.max && bounded) {
    all.push_back({Constraint::Kind::kAtMost, measure(shape, value) <= static_cast<double>(*shape.max)});
  }
  if (shape.min && bounded) {
    all.push_back({Constraint::Kind::kAtLeast, measure(shape, value) >= static_cast<double>(*shape.min)});
  }
  if (!shape.pattern.empty()) {
    const bool matches = matches_pattern(shape.pattern, *static_cast<const std::string*>(value));
    all.push_back({Constraint::Kind::kPattern, matches});
  }
  return all;
}

std::string text_of(const Constraint& constraint, const Shape& shape) {
  const std::string_view measured = is_number(shape.kind) ? "value" : "length";
  switch (constraint.kind) {
    case Constraint::Kind::kListed:
      return one_of(shape.values);
    case Constraint::Kind::kAtMost:
      return fmt::format("Member must have {} less than or equal to {}", measured, *shape.max);
    case Constraint::Kind::kAtLeast:
      return fmt::format("Member must have {} greater than or equal to {}", measured, *shape.min);
    case Constraint::Kind::kPattern:
      return fmt::format("Member must satisfy regular expression pattern: {}", shape.pattern);
  }
  return {};
}

bool all_met(const std::vector<Constraint>& all) {
  return std::all_of(all.begin(), all.end(), [](const Constraint& constraint) { return constraint.met; });
}

// Keys and values repeat in violations, which would grow with the square of the request.
constexpr std::size_t kMostText = std::size_t{64} * 1024;

class Validator {
 public:
  void check_structure(const Shape& shape, const void* value, const Path* path) {
    for (const Member& member : shape.members) {
      if (is_full()) return;
      const Path member_path{.outer = path, .name = member.name};
      const void* found = member.get(value);
      if (found != nullptr) {
        check(*member.shape, found, member_path);
      } else if (member.required) {
        add(fmt::format("Value null at '{}' failed to satisfy constraint: Member must not be null",
                        text_of(&member_path)));
      }
    }
  }

  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void check(const Shape& shape, const void* value, const Path& path) {
    const auto demanded = constraints(shape, value);
    for (auto constraint = demanded.rbegin(); constraint != demanded.rend(); ++constraint) {
      if (!constraint->met) add(shape, value, path, text_of(*constraint, shape));
    }
    if (shape.kind == Kind::kStructure) check_structure(shape, value, &path);
    if (is_container(shape)) check_elements(shape, value, path);
  }

  // A structure in a list has a path of its own; of anything else the list itself is said to be wrong, and all that is
  // demanded of its elements is named.
  void check_elements(const Shape& shape, const void* value, const Path& path) {
    const Shape& element_shape = *shape.element;
    int index = 0;
    std::string unmet;
    for_each(shape, value, [&](const std::string* key, const void* element) {
      if (is_full()) return;
      Path element_path{.outer = &path, .element = true};
      if (key == nullptr) {
        element_path.index = ++index;
      } else {
        element_path.name = *key;
      }
      const auto demanded = constraints(element_shape, element);
      if (!all_met(demanded) && unmet.empty()) unmet = all_of(demanded, element_shape);
      if (element_shape.kind == Kind::kStructure) check_structure(element_shape, element, &element_path);
      if (is_container(element_shape)) check_elements(element_shape, element, element_path);
    });
    if (unmet.empty()) return;
    add(shape, value, path,
        fmt::format("{} must satisfy constraint: [{}]", shape.kind == Kind::kMap ? "Map value" : "Member", unmet));
  }

  static std::string all_of(const std::vector<Constraint>& demanded, const Shape& shape) {
    std::vector<std::string> texts;
    for (const Constraint& constraint : demanded) texts.push_back(text_of(constraint, shape));
    return fmt::format("{}", fmt::join(texts, ", "));
  }

  void add(const Shape& shape, const void* value, const Path& path, const std::string& constraint) {
    if (is_full()) return;
    const std::string printed = shape.sensitive ? "" : fmt::format(" '{}'", print(shape, value));
    add(fmt::format("Value{} at '{}' failed to satisfy constraint: {}", printed, text_of(&path), constraint));
  }

  void add(std::string violation) {
    size_ += violation.size();
    violations_.push_back(std::move(violation));
  }

  bool is_full() const { return size_ >= kMostText; }

  std::vector<std::string> violations_;
  std::size_t size_ = 0;
};

// EC2 names the first parameter that is missing, as it stands in the request, and checks nothing else here.
void require_parameters(const Shape& shape, const void* value, const std::string& path);

void require_in_elements(const Shape& list, const void* value, const std::string& path) {
  int index = 0;
  for_each(list, value, [&](const std::string*, const void* element) {
    require_parameters(*list.element, element, fmt::format("{}.{}", path, ++index));
  });
}

void require_parameters(const Shape& shape, const void* value, const std::string& path) {
  for (const Member& member : shape.members) {
    const std::string name = dotted(path, request_name(Dialect::kEc2, member));
    const void* found = member.get(value);
    if (found == nullptr && member.required) {
      throw Error("MissingParameter", fmt::format("The request must contain the parameter {}", name));
    }
    if (found == nullptr) continue;
    if (member.shape->kind == Kind::kStructure) require_parameters(*member.shape, found, name);
    const bool structures = member.shape->kind == Kind::kList && member.shape->element->kind == Kind::kStructure;
    if (structures) require_in_elements(*member.shape, found, name);
  }
}

}  // namespace

void validate(const contract::Operation& operation, const void* input) {
  const contract::ProtocolKind kind = operation.service->protocol;
  if (kind == contract::ProtocolKind::kEc2) return require_parameters(*operation.input, input, "");
  Validator validator;
  validator.check_structure(*operation.input, input, nullptr);
  const auto& violations = validator.violations();
  if (violations.empty()) return;
  throw Error(kind == contract::ProtocolKind::kQuery ? "ValidationError" : "ValidationException",
              fmt::format("{} validation error{} detected: {}", violations.size(), violations.size() == 1 ? "" : "s",
                          fmt::join(violations, "; ")));
}

}  // namespace aws::wire
