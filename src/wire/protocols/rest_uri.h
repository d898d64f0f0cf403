// Where the operations of a REST service are: a method and a path with labels, "/experiments/{id}", and the members
// that travel in the labels and in the query string. https://smithy.io/2.0/spec/http-bindings.html
#pragma once

#include <string>

#include "contract/shape.h"
#include "wire/http/http.h"

namespace aws::wire {

// Path and query of a call, percent-encoded.
std::string rest_target(const contract::Operation& operation, const void* input);

// Sets the members that stand in the target. Throws "SerializationException" for text that is none of theirs.
void read_rest_target(const contract::Operation& operation, const http::Request& request, void* input);

// The operation that the request's method and path name; nullptr when there is none. A label is never empty.
const contract::Operation* find_rest_operation(const contract::Service& service, const http::Request& request);

}  // namespace aws::wire
