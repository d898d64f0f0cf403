// What an API answers, as JSON by the names of AWS's models.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "wire/protocols/json.h"

namespace aws::region::watch {

template <class Value>
boost::json::object as_object(const contract::Shape& shape, const Value& value) {
  return wire::to_json(shape, &value, {}, wire::Names::kModel).as_object();
}

template <class Value>
boost::json::array as_array(const contract::Shape& shape, const std::vector<Value>& values) {
  boost::json::array all;
  for (const auto& value : values) all.push_back(as_object(shape, value));
  return all;
}

}  // namespace aws::region::watch
