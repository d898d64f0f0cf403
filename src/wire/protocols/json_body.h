// What the protocols with a JSON body have in common: values as its text, and how an error stands in it.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/error.h"
#include "contract/shape.h"
#include "wire/http/http.h"

namespace aws::wire {

std::string body_text(const contract::Shape& shape, const void* value);

// Throws "SerializationException" for a body that is no object, or has a member of the wrong type.
void read_input(const contract::Operation& operation, std::string_view body, void* input);
// An empty body sets nothing. Throws "InvalidResponse" for one that cannot be read.
void read_output(const contract::Operation& operation, const http::Response& response, void* output);

// The error that a reply carries, in its header or its body.
Error error_from(const contract::Operation& operation, const http::Response& response);
// Adds the message and what more the error has.
void describe(const Error& error, boost::json::object& body);

}  // namespace aws::wire
