// What the replies of the query protocol and of EC2's have in common.
#pragma once

#include <pugixml.hpp>

#include "base/error.h"
#include "contract/shape.h"
#include "wire/http/http.h"

namespace aws::wire {

http::Request form_request(std::string body);
http::Response xml_response(int status, std::string body, std::string_view content_type, std::string_view request_id);

// Parses a reply into the document and returns its <OperationResponse> element. Throws the aws::Error that the reply
// carries instead, or "InvalidResponse".
pugi::xml_node open_reply(const contract::Operation& operation, const http::Response& response,
                          pugi::xml_document& document);

// decode_xml for a client, to whom a bad value is a bad reply.
void decode_reply(const contract::Operation& operation, const http::Response& response, pugi::xml_node result,
                  void* output);

}  // namespace aws::wire
