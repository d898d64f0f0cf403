#include "region/fis/actions/document_parameters.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace aws::region::fis {
namespace {

namespace json = boost::json;

std::optional<std::string> scalar_text(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_number() || value.is_bool()) return json::serialize(value);
  return std::nullopt;
}

std::optional<std::vector<std::string>> values_of(const json::value& value) {
  std::vector<std::string> texts;
  const auto add = [&](const json::value& each) {
    auto text = scalar_text(each);
    if (text) texts.push_back(*std::move(text));
    return text.has_value();
  };
  if (!value.is_array()) return add(value) ? std::optional(texts) : std::nullopt;
  for (const auto& each : value.get_array()) {
    if (!add(each)) return std::nullopt;
  }
  return texts;
}

}  // namespace

std::optional<std::map<std::string, std::vector<std::string>>> document_parameters(std::string_view text) {
  std::map<std::string, std::vector<std::string>> parameters;
  if (text.empty()) return parameters;
  json::error_code problem;
  const auto document = json::parse(text, problem);
  if (problem || !document.is_object()) return std::nullopt;
  for (const auto& [name, value] : document.get_object()) {
    auto values = values_of(value);
    if (!values) return std::nullopt;
    parameters.emplace(name, *std::move(values));
  }
  return parameters;
}

}  // namespace aws::region::fis
