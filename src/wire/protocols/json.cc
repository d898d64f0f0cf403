#include "wire/protocols/json.h"

#include <spdlog/spdlog.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "base/text/base64.h"
#include "base/text/timestamp.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

namespace json = boost::json;
using contract::Kind;
using contract::Member;
using contract::Shape;

std::string_view name_of(const Member& member, Names names) {
  return names == Names::kModel ? member.name : wire_name(member);
}

// What stands elsewhere in a message is not in its body.
bool is_there(const Member& member, Names names) {
  return names == Names::kModel || member.location == contract::Location::kBody;
}

json::value structure_to_json(const Shape& shape, const void* value, const json::storage_ptr& memory, Names names) {
  json::object object(memory);
  for (const Member& member : shape.members) {
    if (!is_there(member, names)) continue;
    const std::string_view name = name_of(member, names);
    if (const void* found = member.get(value)) {
      object.emplace(name, to_json(*member.shape, found, memory, names));
    } else if (member.always && member.shape->kind == Kind::kList) {
      object.emplace(name, json::array(memory));
    } else if (member.always && member.shape->kind == Kind::kMap) {
      object.emplace(name, json::object(memory));
    }
  }
  return object;
}

json::value list_to_json(const Shape& shape, const void* value, const json::storage_ptr& memory, Names names) {
  json::array array(memory);
  for_each(shape, value, [&](const std::string*, const void* element) {
    array.push_back(to_json(*shape.element, element, memory, names));
  });
  return array;
}

json::value map_to_json(const Shape& shape, const void* value, const json::storage_ptr& memory, Names names) {
  json::object object(memory);
  for_each(shape, value, [&](const std::string* key, const void* element) {
    object.emplace(*key, to_json(*shape.element, element, memory, names));
  });
  return object;
}

Error unreadable(std::string message) { return Error("SerializationException", std::move(message)); }

std::string_view type_name(Kind kind) {
  switch (kind) {
    case Kind::kBoolean:
      return "Boolean";
    case Kind::kInteger:
      return "Integer";
    case Kind::kLong:
      return "Long";
    case Kind::kDouble:
      return "Double";
    case Kind::kTimestamp:
      return "Timestamp";
    default:
      return "String";
  }
}

// What AWS's own deserialiser says of a value in the wrong place.
Error wrong_type(const Shape& shape, const json::value& found) {
  if (found.is_object()) return unreadable("Start of structure or map found where not expected.");
  if (found.is_array()) return unreadable("Start of list found where not expected");
  if (shape.kind == Kind::kStructure || is_container(shape)) return unreadable("Unexpected field type");
  if (shape.kind == Kind::kBlob) return unreadable("only base-64-encoded strings are convertible to bytes");
  const std::string token = found.is_bool()     ? (found.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE")
                            : found.is_string() ? "STRING_VALUE"
                                                : "NUMBER_VALUE";
  return unreadable(token + " cannot be converted to " + std::string(type_name(shape.kind)));
}

double number_from(const Shape& shape, const json::value& found) {
  if (!found.is_number()) throw wrong_type(shape, found);
  return found.to_number<double>();
}

// A fraction is cut off, as AWS does.
template <class Integer>
Integer integer_from(const Shape& shape, const json::value& found) {
  if (const auto* integer = found.if_int64()) {
    if (*integer >= std::numeric_limits<Integer>::min() && *integer <= std::numeric_limits<Integer>::max()) {
      return static_cast<Integer>(*integer);
    }
  } else {
    const double number = std::trunc(number_from(shape, found));
    const double bound = std::ldexp(1.0, std::numeric_limits<Integer>::digits);
    if (number >= -bound && number < bound) return static_cast<Integer>(number);
  }
  throw wrong_type(shape, found);
}

const json::string& string_from(const Shape& shape, const json::value& found) {
  if (!found.is_string()) throw wrong_type(shape, found);
  return found.get_string();
}

std::string blob_from(const Shape& shape, const json::value& found) {
  auto bytes = text::base64_decode(string_from(shape, found));
  if (!bytes) throw unreadable("only base-64-encoded strings are convertible to bytes");
  return *std::move(bytes);
}

Timestamp timestamp_from(const Shape& shape, const json::value& found) {
  if (!found.is_string()) return text::from_epoch_seconds(number_from(shape, found));
  const auto moment = text::parse_timestamp(found.get_string());
  if (!moment) throw wrong_type(shape, found);
  return *moment;
}

void structure_from_json(const Shape& shape, const json::value& found, void* value, Names names) {
  if (!found.is_object()) throw wrong_type(shape, found);
  const json::object& object = found.get_object();
  std::size_t known = 0;
  for (const Member& member : shape.members) {
    if (!is_there(member, names)) continue;
    const json::value* entry = object.if_contains(name_of(member, names));
    if (entry == nullptr) continue;
    ++known;
    if (!entry->is_null()) from_json(*member.shape, *entry, member.emplace(value), names);
  }
  if (known == object.size()) return;
  spdlog::debug("{} unknown member(s) of {} ignored", object.size() - known, shape.name);
}

void list_from_json(const Shape& shape, const json::value& found, void* value, Names names) {
  if (!found.is_array()) throw wrong_type(shape, found);
  for (const json::value& element : found.get_array()) {
    if (!element.is_null()) from_json(*shape.element, element, shape.container->append(value, ""), names);
  }
}

void map_from_json(const Shape& shape, const json::value& found, void* value, Names names) {
  if (!found.is_object()) throw wrong_type(shape, found);
  for (const auto& [key, element] : found.get_object()) {
    if (!element.is_null()) from_json(*shape.element, element, shape.container->append(value, key), names);
  }
}

}  // namespace

json::value to_json(const Shape& shape, const void* value, const json::storage_ptr& memory, Names names) {
  switch (shape.kind) {
    case Kind::kStructure:
      return structure_to_json(shape, value, memory, names);
    case Kind::kList:
      return list_to_json(shape, value, memory, names);
    case Kind::kMap:
      return map_to_json(shape, value, memory, names);
    case Kind::kString:
      return json::value(as<std::string>(value), memory);
    case Kind::kBlob:
      return json::value(text::base64_encode(as<Blob>(value).bytes), memory);
    case Kind::kBoolean:
      return as<bool>(value);
    case Kind::kInteger:
      return as<int>(value);
    case Kind::kLong:
      return as<std::int64_t>(value);
    case Kind::kDouble:
      return as<double>(value);
    case Kind::kTimestamp:
      return text::epoch_seconds(as<Timestamp>(value));
  }
  return nullptr;
}

void from_json(const Shape& shape, const json::value& found, void* value, Names names) {
  switch (shape.kind) {
    case Kind::kStructure:
      return structure_from_json(shape, found, value, names);
    case Kind::kList:
      return list_from_json(shape, found, value, names);
    case Kind::kMap:
      return map_from_json(shape, found, value, names);
    case Kind::kString:
      *static_cast<std::string*>(value) = string_from(shape, found);
      return;
    case Kind::kBlob:
      static_cast<Blob*>(value)->bytes = blob_from(shape, found);
      return;
    case Kind::kBoolean:
      if (!found.is_bool()) throw wrong_type(shape, found);
      *static_cast<bool*>(value) = found.get_bool();
      return;
    case Kind::kInteger:
      *static_cast<int*>(value) = integer_from<int>(shape, found);
      return;
    case Kind::kLong:
      *static_cast<std::int64_t*>(value) = integer_from<std::int64_t>(shape, found);
      return;
    case Kind::kDouble:
      *static_cast<double*>(value) = number_from(shape, found);
      return;
    case Kind::kTimestamp:
      *static_cast<Timestamp*>(value) = timestamp_from(shape, found);
      return;
  }
}

}  // namespace aws::wire
