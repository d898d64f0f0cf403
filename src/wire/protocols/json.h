// Typed values as JSON documents, by their descriptors: the body of the JSON protocols, and what a store keeps of a
// contract type.
#pragma once

#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include "contract/shape.h"

namespace aws::wire {

// What a member is called: on the wire, "instanceId", or in the model and in C++, "InstanceId". On the wire a
// member that travels outside the body is left out.
enum class Names { kWire, kModel };

// `memory` outlives what is made in it.
boost::json::value to_json(const contract::Shape& shape, const void* value, const boost::json::storage_ptr& memory = {},
                           Names names = Names::kWire);

// Throws aws::Error "SerializationException" when a member is of the wrong type.
void from_json(const contract::Shape& shape, const boost::json::value& json, void* value, Names names = Names::kWire);

}  // namespace aws::wire
