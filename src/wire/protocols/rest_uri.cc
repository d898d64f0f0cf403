#include "wire/protocols/rest_uri.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/text/utf8.h"
#include "wire/protocols/form.h"
#include "wire/protocols/scalar.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Kind;
using contract::Location;
using contract::Member;

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    segments.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return segments;
}

// "{id}" is "id", and what is no label is nothing.
std::string_view label_of(std::string_view segment) {
  return segment.starts_with('{') ? segment.substr(1, segment.size() - 2) : std::string_view();
}

const Member* find_label(const contract::Shape& shape, std::string_view label) {
  const auto is_it = [&](const Member& member) {
    return member.location == Location::kUri && wire_name(member) == label;
  };
  const auto found = std::find_if(shape.members.begin(), shape.members.end(), is_it);
  return found == shape.members.end() ? nullptr : &*found;
}

void add_parameter(const Member& member, const contract::Shape& shape, const void* value, std::string& target) {
  target += target.find('?') == std::string::npos ? '?' : '&';
  target.append(wire_name(member)) += '=';
  target += http::percent_encode(scalar_to_text(shape, value));
}

void read_text(const Member& member, const contract::Shape& shape, const std::string& text, void* value) {
  if (scalar_from_text(shape, text, value)) return;
  throw Error("SerializationException", "'" + text + "' is no value of '" + std::string(wire_name(member)) + "'");
}

void read_parameter(const Member& member, const std::vector<std::string>& texts, void* input) {
  if (texts.empty()) return;
  void* value = member.emplace(input);
  if (member.shape->kind != Kind::kList) return read_text(member, *member.shape, texts.back(), value);
  for (const auto& text : texts) {
    read_text(member, *member.shape->element, text, member.shape->container->append(value, ""));
  }
}

bool fits(std::string_view uri, std::string_view path) {
  const auto wanted = segments_of(uri);
  const auto given = segments_of(path);
  return std::equal(wanted.begin(), wanted.end(), given.begin(), given.end(), [](auto segment, auto text) {
    return label_of(segment).empty() ? segment == http::percent_decode(text) : !text.empty();
  });
}

}  // namespace

std::string rest_target(const contract::Operation& operation, const void* input) {
  std::string target;
  for (const auto segment : segments_of(operation.uri)) {
    if (!target.empty() || segment.data() != operation.uri.data()) target += '/';
    const Member* member = find_label(*operation.input, label_of(segment));
    const void* value = member == nullptr ? nullptr : member->get(input);
    if (label_of(segment).empty()) {
      target += segment;
    } else if (value != nullptr) {
      target += http::percent_encode(scalar_to_text(*member->shape, value));
    }
  }
  for (const Member& member : operation.input->members) {
    const void* value = member.location == Location::kQuery ? member.get(input) : nullptr;
    if (value == nullptr) continue;
    if (member.shape->kind != Kind::kList) {
      add_parameter(member, *member.shape, value, target);
      continue;
    }
    for_each(*member.shape, value, [&](const std::string*, const void* element) {
      add_parameter(member, *member.shape->element, element, target);
    });
  }
  return target;
}

void read_rest_target(const contract::Operation& operation, const http::Request& request, void* input) {
  const auto labels = segments_of(operation.uri);
  const auto texts = segments_of(request.path());
  for (std::size_t i = 0; i < std::min(labels.size(), texts.size()); ++i) {
    const Member* member = find_label(*operation.input, label_of(labels[i]));
    if (member == nullptr || texts[i].empty()) continue;
    const auto text = text::replacing_all_but(text::is_scalar_value, http::percent_decode(texts[i]));
    read_text(*member, *member->shape, text, member->emplace(input));
  }
  for (const Member& member : operation.input->members) {
    if (member.location != Location::kQuery) continue;
    read_parameter(member, query_values(request, wire_name(member)), input);
  }
}

const contract::Operation* find_rest_operation(const contract::Service& service, const http::Request& request) {
  for (const auto* operation : service.operations) {
    if (operation->http_method == request.method && fits(operation->uri, request.path())) return operation;
  }
  return nullptr;
}

}  // namespace aws::wire
