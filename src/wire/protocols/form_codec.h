// Typed values as the parameters of a query request. The two dialects differ in the names of members and in that EC2
// never has a word between a list's name and its indices.
#pragma once

#include <string>

#include "contract/shape.h"
#include "wire/protocols/form.h"

namespace aws::wire {

enum class Dialect { kQuery, kEc2 };

// "Action=...&Version=...&Name=...", percent-encoded.
std::string encode_form(Dialect dialect, const contract::Operation& operation, const void* input);

// Throws aws::Error "MalformedInput", or EC2's "InvalidParameterValue", for a value of the wrong type.
void decode_form(Dialect dialect, const contract::Operation& operation, const FormNode& form, void* input);

// The name of a member in a request.
std::string request_name(Dialect dialect, const contract::Member& member);

}  // namespace aws::wire
