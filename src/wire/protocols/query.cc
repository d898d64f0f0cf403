// AWS's query protocol: IAM, STS, Elastic Load Balancing, Auto Scaling.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
#include "wire/protocols/form_codec.h"
#include "wire/protocols/protocols.h"
#include "wire/protocols/xml_codec.h"
#include "wire/protocols/xml_reply.h"

namespace aws::wire {
namespace {

constexpr std::string_view kQueryContentType = "text/xml";

pugi::xml_node add_root(pugi::xml_document& document, const std::string& name, const contract::Service& service) {
  pugi::xml_node root = document.append_child(name.c_str());
  root.append_attribute("xmlns").set_value(std::string(service.xml_namespace).c_str());
  return root;
}

class Query final : public Protocol {
 public:
  http::Request encode_request(const contract::Operation& operation, const void* input) const override {
    return form_request(encode_form(Dialect::kQuery, operation, input));
  }

  void decode_response(const contract::Operation& operation, const http::Response& response,
                       void* output) const override {
    pugi::xml_document document;
    const pugi::xml_node root = open_reply(operation, response, document);
    const std::string wrapper(operation.result_wrapper);
    decode_reply(operation, response, wrapper.empty() ? root : root.child(wrapper.c_str()), output);
  }

  void decode_request(const contract::Operation& operation, const http::Request& request, void* input) const override {
    decode_form(Dialect::kQuery, operation, read_form(request), input);
  }

  http::Response encode_response(const contract::Operation& operation, const void* output,
                                 std::string_view request_id) const override {
    pugi::xml_document document;
    pugi::xml_node root = add_root(document, std::string(operation.name) + "Response", *operation.service);
    const std::string wrapper(operation.result_wrapper);
    encode_xml(*operation.output, output, wrapper.empty() ? root : root.append_child(wrapper.c_str()));
    add_text(root.append_child("ResponseMetadata"), "RequestId", request_id);
    return xml_response(200, write_xml(document), kQueryContentType, request_id);
  }

  http::Response encode_error(const contract::Service& service, const Error& error,
                              std::string_view request_id) const override {
    pugi::xml_document document;
    pugi::xml_node root = add_root(document, "ErrorResponse", service);
    const pugi::xml_node node = root.append_child("Error");
    add_text(node, "Type", error.fault() == Fault::kSender ? "Sender" : "Receiver");
    add_text(node, "Code", error.code());
    add_text(node, "Message", error.message());
    add_text(root, "RequestId", request_id);
    return xml_response(error.http_status(), write_xml(document), kQueryContentType, request_id);
  }
};

}  // namespace

const Protocol& query_protocol() {
  static const Query kProtocol;
  return kProtocol;
}

}  // namespace aws::wire
