// Reads a document of the store back into the struct that it was written from. Boost.JSON's own conversion of described
// structs insists on exactly the members of today (1.81: "size_mismatch" otherwise); a data folder outlives versions,
// so here a member that was not written keeps its default and one that is no longer known is passed over.
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace aws::region {

template <class T>
void read_document(const boost::json::value& json, T& value);
template <class T>
void read_document(const boost::json::value& json, std::optional<T>& value);
template <class T>
void read_document(const boost::json::value& json, std::vector<T>& value);
template <class T, class Less>
void read_document(const boost::json::value& json, std::map<std::string, T, Less>& value);

template <class T>
void read_document(const boost::json::value& json, std::optional<T>& value) {
  if (json.is_null()) {
    value.reset();
  } else {
    read_document(json, value.emplace());
  }
}

template <class T>
void read_document(const boost::json::value& json, std::vector<T>& value) {
  value.clear();
  for (const auto& element : json.as_array()) {
    T read{};
    read_document(element, read);
    value.push_back(std::move(read));
  }
}

template <class T, class Less>
void read_document(const boost::json::value& json, std::map<std::string, T, Less>& value) {
  value.clear();
  for (const auto& [key, element] : json.as_object()) read_document(element, value[std::string(key)]);
}

template <class T>
inline constexpr bool is_described_struct = boost::describe::has_describe_members<T>::value && !std::is_union_v<T>;

template <class T>
void read_document(const boost::json::value& json, T& value) {
  if constexpr (is_described_struct<T>) {
    namespace describe = boost::describe;
    const auto& object = json.as_object();
    using Members = describe::describe_members<T, describe::mod_public | describe::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      if (const auto* written = object.if_contains(member.name)) read_document(*written, value.*member.pointer);
    });
  } else {
    value = boost::json::value_to<T>(json);  // numbers, strings, described enumerations, types with a tag_invoke
  }
}

// `memory` outlives the document.
boost::json::value parse_document(std::string_view body, const boost::json::storage_ptr& memory = {});

}  // namespace aws::region
