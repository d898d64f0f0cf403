// The parameters of a query request: a query string in the first line, a body below it.
#include "wire/protocols/form.h"

#include "target.h"

namespace aws::fuzz {
namespace {

// Also that what decodes a form may follow it by calling itself.
void walk(const wire::FormNode& node, int depth) {
  require(depth <= 32, "a form is deeper than it may be");
  require(node.elements().size() <= node.children.size(), "a form has more elements than children");
  for (const auto& [name, child] : node.children) {
    require(node.find(name) == &child, "a child is not found under its name");
    require(node.text(name) == child.value.value_or(""), "a child's text is not its value");
    walk(child, depth + 1);
  }
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aws::fuzz;
  std::string_view body(reinterpret_cast<const char*>(data), size);
  const std::string_view query = take_line(body);
  const aws::http::Request request{.method = "POST", .target = "/?" + std::string(query), .body = std::string(body)};
  succeeds([&] { walk(aws::wire::read_form(request), 0); });
  return 0;
}
