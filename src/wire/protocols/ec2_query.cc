// EC2's own variant of the query protocol.
// https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
#include "wire/protocols/form_codec.h"
#include "wire/protocols/protocols.h"
#include "wire/protocols/xml_codec.h"
#include "wire/protocols/xml_reply.h"

namespace aws::wire {
namespace {

constexpr std::string_view kEc2ContentType = "text/xml;charset=UTF-8";
constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string render(const pugi::xml_document& document) { return std::string(kDeclaration) + write_xml(document); }

class Ec2Query final : public Protocol {
 public:
  http::Request encode_request(const contract::Operation& operation, const void* input) const override {
    return form_request(encode_form(Dialect::kEc2, operation, input));
  }

  void decode_response(const contract::Operation& operation, const http::Response& response,
                       void* output) const override {
    pugi::xml_document document;
    decode_reply(operation, response, open_reply(operation, response, document), output);
  }

  void decode_request(const contract::Operation& operation, const http::Request& request, void* input) const override {
    decode_form(Dialect::kEc2, operation, read_form(request), input);
  }

  http::Response encode_response(const contract::Operation& operation, const void* output,
                                 std::string_view request_id) const override {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child((std::string(operation.name) + "Response").c_str());
    std::string name_space(operation.service->xml_namespace);
    if (!name_space.ends_with('/')) name_space += '/';  // the model has none, the service sends one
    root.append_attribute("xmlns").set_value(name_space.c_str());
    add_text(root, "requestId", request_id);
    if (operation.output->members.empty()) add_text(root, "return", "true");
    encode_xml(*operation.output, output, root);
    return xml_response(200, render(document), kEc2ContentType, request_id);
  }

  http::Response encode_error(const contract::Service&, const Error& error,
                              std::string_view request_id) const override {
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("Response");
    const pugi::xml_node node = root.append_child("Errors").append_child("Error");
    add_text(node, "Code", error.code());
    add_text(node, "Message", error.message());
    add_text(root, "RequestID", request_id);
    return xml_response(error.http_status(), render(document), kEc2ContentType, request_id);
  }
};

}  // namespace

const Protocol& ec2_protocol() {
  static const Ec2Query kProtocol;
  return kProtocol;
}

}  // namespace aws::wire
