// Requests that a service refuses because of who signed them, or when.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "wire/http/http.h"

namespace aws::client {

// The error of a reply, with a note that says what a person has to change: when the service's clock is minutes away
// from this machine's, or when the session, whose credentials come from `place`, has expired.
Error explain_refusal(const Error& error, const http::Response& reply, Timestamp now, const std::string& place);

}  // namespace aws::client
