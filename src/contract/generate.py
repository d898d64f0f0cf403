"""Writes the C++ contract of one service from its botocore service model.

    generate.py --models DIR --operations operations.json --service elbv2 --out DIR

writes DIR/contract/elbv2.h (structs, the Api interface, its Stub) and DIR/contract/elbv2.cc (descriptors). Only what the
named operations reach is written. Input that the generator does not understand stops it: a model that changed its shape
must be looked at by a person.
"""

import argparse
import json
import pathlib
import sys

SCALARS = {
    "string": ("std::string", "kString"),
    "character": ("std::string", "kString"),
    "blob": ("aws::Blob", "kBlob"),
    "boolean": ("bool", "kBoolean"),
    "integer": ("int", "kInteger"),
    "long": ("std::int64_t", "kLong"),
    "float": ("double", "kDouble"),
    "double": ("double", "kDouble"),
    "timestamp": ("aws::Timestamp", "kTimestamp"),
}
PROTOCOLS = {"query": "kQuery", "ec2": "kEc2"}
JSON_PROTOCOLS = {"1.0": "kJson10", "1.1": "kJson11"}
REPEAT = {"safe": "kSafe", "token": "kToken", "unsafe": "kUnsafe"}
VERDICTS = {"success": "kSuccess", "failure": "kFailure", "retry": "kRetry"}
MATCHERS = {"error": "kError", "status": "kStatus", "path": "kPath", "pathAll": "kPathAll", "pathAny": "kPathAny"}
READING = ("Describe", "Get", "List")
OVERLAY_KEYS = {
    "model", "iam_prefix", "error_namespace", "signing_region", "unions", "always", "rename", "operations", "waiters",
}
OPERATION_KEYS = {"resources", "repeat", "token"}
RESERVED = {"NULL": "Null"}  # a macro in C++


class Unsupported(Exception):
    """The input holds something that the generator does not know."""


def text(value):
    """A C++ string literal."""
    return json.dumps(value, ensure_ascii=True) if value is not None else '""'


def renamed(shapes, names):
    """The shapes under their new names, references included."""
    if not names:
        return dict(shapes)
    for name in names:
        if name not in shapes:
            raise Unsupported(f"'{name}' under \"rename\" is no shape of the model")

    def rename(node):
        if isinstance(node, dict):
            return {
                key: names.get(value, value) if key == "shape" and isinstance(value, str) else rename(value)
                for key, value in node.items()
            }
        return [rename(item) for item in node] if isinstance(node, list) else node

    return {names.get(name, name): rename(shape) for name, shape in shapes.items()}


class Service:
    """One service's model, cut down to the operations of the overlay."""

    def __init__(self, name, overlay, model, waiters):
        for key in overlay:
            if key not in OVERLAY_KEYS:
                raise Unsupported(f"{name}: unknown key '{key}' in operations.json")
        self.name, self.overlay, self.model = name, overlay, model
        self.metadata, self.waiters = model["metadata"], waiters
        self.shapes = renamed(model["shapes"], overlay.get("rename", {}))
        self.operations = [self.operation(op, extra) for op, extra in overlay["operations"].items()]
        self.order, self.seen = [], set()  # shapes, what is contained before what contains it
        for operation in self.operations:
            self.visit(operation["input"])
            self.visit(operation["output"])
        self.always = set(overlay.get("always", []))
        for dotted in self.always:
            shape, _, member = dotted.partition(".")
            if member not in self.shapes.get(shape, {}).get("members", {}):
                raise Unsupported(f"{name}: '{dotted}' under \"always\" is no member of the model")

    def operation(self, name, extra):
        """Gives each operation a Request and a Response of its own, whatever the model calls them."""
        if name not in self.model["operations"]:
            raise Unsupported(f"{self.name}: the model has no operation '{name}'")
        for key in extra:
            if key not in OPERATION_KEYS:
                raise Unsupported(f"{self.name}.{name}: unknown key '{key}' in operations.json")
        modelled = self.model["operations"][name]
        sides = {}
        for side, suffix in (("input", "Request"), ("output", "Response")):
            empty = {"type": "structure", "members": {}}
            source = modelled.get(side)
            self.shapes[name + suffix] = self.shapes[source["shape"]] if source else empty
            sides[side] = name + suffix
        repeat = extra.get("repeat", "safe" if name.startswith(READING) else "unsafe")
        if repeat == "token":
            self.mark_token(sides["input"], extra.get("token"))
        return {
            "name": name,
            "result_wrapper": modelled.get("output", {}).get("resultWrapper", ""),
            "errors": [self.error(e["shape"]) for e in modelled.get("errors", [])],
            "resources": extra.get("resources", ["*"]),
            "repeat": REPEAT[repeat],
            **sides,
        }

    def mark_token(self, request, token):
        """The idempotency token of an operation: the overlay names it where the model (of this age) does not mark it."""
        members = self.shapes[request]["members"]
        if token is not None and token not in members:
            raise Unsupported(f"{self.name}.{request}: no member '{token}'")
        if token is not None:
            members[token]["idempotencyToken"] = True
        if not any(member.get("idempotencyToken") for member in members.values()):
            raise Unsupported(f"{self.name}.{request}: to be repeated with a token, but no member is one")

    def error(self, shape):
        trait = self.model["shapes"][shape].get("error", {})
        fault = self.model["shapes"][shape].get("fault", False)
        status = trait.get("httpStatusCode", 500 if fault else 400)
        sender = trait.get("senderFault", not fault) and status < 500
        return trait.get("code", shape), status, "kSender" if sender else "kReceiver"

    def visit(self, name):
        if name in self.seen:
            return
        self.seen.add(name)
        shape = self.shapes[name]
        kind = shape["type"]
        if kind == "structure":
            if name in shape["members"]:
                raise Unsupported(f"{self.name}.{name}: a member of the same name; give the shape another in \"rename\"")
            for member in shape["members"].values():
                self.visit(member["shape"])
        elif kind == "list":
            self.visit(shape["member"]["shape"])
        elif kind == "map":
            if self.shapes[shape["key"]["shape"]]["type"] != "string":
                raise Unsupported(f"{self.name}.{name}: a map whose key is no string")
            self.visit(shape["key"]["shape"])
            self.visit(shape["value"]["shape"])
        elif kind not in SCALARS:
            raise Unsupported(f"{self.name}.{name}: unknown type '{kind}'")
        self.order.append(name)

    def structures(self):
        return [name for name in self.order if self.shapes[name]["type"] == "structure"]

    def type_of(self, name):
        shape = self.shapes[name]
        kind = shape["type"]
        if kind == "structure":
            return f"{self.name}::{name}"
        if kind == "list":
            return f"std::vector<{self.type_of(shape['member']['shape'])}>"
        if kind == "map":
            return f"std::map<std::string, {self.type_of(shape['value']['shape'])}>"
        return SCALARS[kind][0]

    def member_type(self, structure, member):
        """A list or map is plain, empty when not set; in a union it matters which member is there."""
        contained = self.type_of(member["shape"])
        container = self.shapes[member["shape"]]["type"] in ("list", "map")
        if container and structure not in self.overlay.get("unions", []):
            return contained
        return f"std::optional<{contained}>"


def cpp_name(member):
    return RESERVED.get(member, member)


# ---------------------------------------------------------------------------------------------------------------------
# The header


def header(service):
    lines = [
        f"// Generated from botocore's {service.overlay['model']} service model. Do not edit.",
        "#pragma once",
        "",
        '#include "contract/shape.h"',
        "",
        f"namespace aws::{service.name} {{",
        "",
    ]
    lines += [f"struct {name};" for name in service.structures()]
    for name in service.structures():
        lines += ["", *structure(service, name)]
    lines += ["", *interface(service), "", *stub(service), "", *constants(service)]
    lines += ["", f"}}  // namespace aws::{service.name}", ""]
    return "\n".join(lines)


def structure(service, name):
    lines = [f"struct {name} {{"]
    for member_name, member in service.shapes[name]["members"].items():
        lines.append(f"  {service.member_type(name, member)} {cpp_name(member_name)};")
    return lines + [f"  bool operator==(const {service.name}::{name}&) const = default;", "};"]


def interface(service):
    lines = [
        "// One method per operation; each may throw aws::Error.",
        "class Api {",
        " public:",
        "  virtual ~Api() = default;",
    ]
    for operation in service.operations:
        name = operation["name"]
        lines.append(f"  virtual {name}Response {name}(const {name}Request& request) = 0;")
    return lines + ["};"]


def stub(service):
    lines = [
        "// The Api at the other end of a channel.",
        "class Stub final : public Api {",
        " public:",
        "  explicit Stub(contract::Channel& channel) : channel_(channel) {}",
    ]
    for operation in service.operations:
        name = operation["name"]
        lines.append(f"  {name}Response {name}(const {name}Request& request) override;")
    return lines + ["", " private:", "  contract::Channel& channel_;", "};"]


def constants(service):
    lines = ["extern const contract::Service kService;", "", "namespace operations {"]
    lines += [f"extern const contract::Operation {operation['name']};" for operation in service.operations]
    lines += ["}  // namespace operations", "", "namespace shapes {"]
    lines += [f"extern const contract::Shape {name};" for name in service.structures()]
    lines += ["}  // namespace shapes"]
    if service.overlay.get("waiters"):
        lines += ["", "namespace waiters {"]
        lines += [f"extern const {waiter_type(service, name)} {name};" for name in service.overlay["waiters"]]
        lines += ["}  // namespace waiters"]
    return lines


# ---------------------------------------------------------------------------------------------------------------------
# The source


def source(service):
    lines = [
        f"// Generated from botocore's {service.overlay['model']} service model. Do not edit.",
        f'#include "contract/{service.name}.h"',
        "",
        '#include "contract/access.h"',
        "",
        f"namespace aws::{service.name} {{",
        "namespace {",
        "",
        "using contract::Kind;",
        "",
    ]
    plain = [name for name in service.order if service.shapes[name]["type"] != "structure"]
    lines += [f"extern const contract::Shape {shape_constant(service, name)};" for name in plain]
    lines += ["", "}  // namespace", ""]
    for name in service.structures():
        lines += structure_shape(service, name)
    lines += ["namespace {", ""]
    for name in plain:
        lines += plain_shape(service, name)
    lines += ["}  // namespace", ""]
    for operation in service.operations:
        lines += operation_constant(service, operation)
    lines += waiter_constants(service)
    lines += service_constant(service)
    for operation in service.operations:
        lines += stub_method(operation)
    lines += [f"}}  // namespace aws::{service.name}", ""]
    return "\n".join(lines)


def shape_constant(service, name):
    if service.shapes[name]["type"] == "structure":
        return f"shapes::{name}"
    return f"k{name[0].upper()}{name[1:]}"


def structure_shape(service, name):
    shape = service.shapes[name]
    members = shape["members"]
    lines = [f"namespace {{"] if members else []
    if members:
        lines.append(f"constexpr contract::Member k{name}Members[] = {{")
        for member_name, member in members.items():
            lines.append(member_entry(service, name, member_name, member))
        lines += ["};", "}  // namespace"]
    lines.append(f"const contract::Shape shapes::{name} = {{")
    lines.append(f'    .name = "{name}", .kind = Kind::kStructure,')
    if members:
        lines.append(f"    .members = k{name}Members,")
    lines += [f"    .make = &contract::make<{service.name}::{name}>}};", ""]
    return lines


def member_entry(service, structure_name, name, member):
    fields = [f'.name = "{name}"']
    if member.get("locationName", name) != name:
        fields.append(f'.location_name = "{member["locationName"]}"')
    if "queryName" in member:
        fields.append(f'.query_name = "{member["queryName"]}"')
    fields.append(f".shape = &{shape_constant(service, member['shape'])}")
    if name in service.shapes[structure_name].get("required", []):
        fields.append(".required = true")
    if member.get("flattened"):
        fields.append(".flattened = true")
    if f"{structure_name}.{name}" in service.always:
        fields.append(".always = true")
    if member.get("idempotencyToken"):
        fields.append(".idempotency_token = true")
    pointer = f"&{service.name}::{structure_name}::{cpp_name(name)}"
    fields.append(f".get = &contract::get<{pointer}>")
    fields.append(f".emplace = &contract::emplace<{pointer}>")
    return "    {" + ", ".join(fields) + "},"


def plain_shape(service, name):
    shape = service.shapes[name]
    kind = shape["type"]
    constant = shape_constant(service, name)
    lines, fields = [], [f'.name = "{name}"']
    if kind == "list":
        member = shape["member"]
        fields += [".kind = Kind::kList", f".element = &{shape_constant(service, member['shape'])}"]
        fields.append(f'.element_name = "{member.get("locationName", "member")}"')
    elif kind == "map":
        key, value = shape["key"], shape["value"]
        fields += [".kind = Kind::kMap", f".element = &{shape_constant(service, value['shape'])}"]
        fields.append(f'.key_name = "{key.get("locationName", "key")}"')
        fields.append(f'.value_name = "{value.get("locationName", "value")}"')
    else:
        fields.append(f".kind = Kind::{SCALARS[kind][1]}")
    if shape.get("flattened"):
        fields.append(".flattened = true")
    if kind in ("list", "map"):
        fields.append(f".container = &contract::ContainerAccessOf<{service.type_of(name)}>::value")
    if shape.get("enum"):
        values = ", ".join(text(value) for value in shape["enum"])
        lines.append(f"constexpr std::string_view {constant}Values[] = {{{values}}};")
        fields.append(f".values = {constant}Values")
    for bound in ("min", "max"):
        if bound in shape:
            fields.append(f".{bound} = {int(shape[bound])}")
    if shape.get("pattern"):
        fields.append(f".pattern = {text(shape['pattern'])}")
    if shape.get("sensitive"):
        fields.append(".sensitive = true")
    lines += [f"const contract::Shape {constant} = {{{', '.join(fields)}}};", ""]
    return lines


def operation_constant(service, operation):
    name = operation["name"]
    lines = ["namespace {"]
    if operation["errors"]:
        lines.append(f"constexpr contract::ErrorCode k{name}Errors[] = {{")
        for code, status, fault in operation["errors"]:
            lines.append(f'    {{"{code}", {status}, Fault::{fault}}},')
        lines.append("};")
    resources = ", ".join(text(resource) for resource in operation["resources"])
    lines += [f"constexpr std::string_view k{name}Resources[] = {{{resources}}};", "}  // namespace"]
    prefix = service.overlay["iam_prefix"]
    lines += [
        f"const contract::Operation operations::{name} = {{",
        f'    .name = "{name}", .service = &kService,',
        f"    .input = &shapes::{operation['input']}, .output = &shapes::{operation['output']},",
        f'    .result_wrapper = "{operation["result_wrapper"]}",',
    ]
    if operation["errors"]:
        lines.append(f"    .errors = k{name}Errors,")
    lines += [
        f'    .iam_action = "{prefix + ":" + name if prefix else ""}",',
        f"    .resources = k{name}Resources,",
        f"    .repeat = contract::Repeat::{operation['repeat']},",
        "    .invoke = [](void* api, const void* input, void* output) {",
        f"      *static_cast<{name}Response*>(output) =",
        f"          static_cast<Api*>(api)->{name}(*static_cast<const {name}Request*>(input));",
        "    }};",
        "",
    ]
    return lines


def waiter_type(service, name):
    if name not in service.waiters:
        raise Unsupported(f"{service.name}: the model has no waiter '{name}'")
    operation = service.waiters[name]["operation"]
    return f"contract::WaiterFor<Api, {operation}Request, {operation}Response>"


def waiter_constants(service):
    lines = []
    for name in service.overlay.get("waiters", []):
        waiter = service.waiters[name]
        lines += ["namespace {", f"constexpr contract::Acceptor k{name}Acceptors[] = {{"]
        for acceptor in waiter["acceptors"]:
            expected = acceptor["expected"]
            expected = str(expected).lower() if isinstance(expected, bool) else str(expected)
            lines.append(
                f"    {{contract::Verdict::{VERDICTS[acceptor['state']]}, "
                f"contract::Matcher::{MATCHERS[acceptor['matcher']]}, "
                f"{text(acceptor.get('argument', ''))}, {text(expected)}}},"
            )
        lines += [
            "};",
            "}  // namespace",
            f"const {waiter_type(service, name)} waiters::{name} = {{{{",
            f'    .name = "{name}", .operation = &operations::{waiter["operation"]},',
            f"    .delay_seconds = {waiter['delay']}, .max_attempts = {waiter['maxAttempts']},",
            f"    .acceptors = k{name}Acceptors}}}};",
            "",
        ]
    return lines


def service_constant(service):
    metadata = service.metadata
    if metadata["protocol"] == "json":
        protocol = JSON_PROTOCOLS[metadata["jsonVersion"]]
    elif metadata["protocol"] in PROTOCOLS:
        protocol = PROTOCOLS[metadata["protocol"]]
    else:
        raise Unsupported(f"{service.name}: unknown protocol '{metadata['protocol']}'")
    lines = ["namespace {", "constexpr const contract::Operation* kOperations[] = {"]
    lines += [f"    &operations::{operation['name']}," for operation in service.operations]
    lines += [
        "};",
        "}  // namespace",
        "const contract::Service kService = {",
        f'    .name = "{service.name}",',
        f'    .service_id = "{metadata["serviceId"]}",',
        f'    .endpoint_prefix = "{metadata["endpointPrefix"]}",',
        f'    .signing_name = "{metadata.get("signingName", metadata["endpointPrefix"])}",',
        f'    .signing_region = "{service.overlay.get("signing_region", "")}",',
        f"    .protocol = contract::ProtocolKind::{protocol},",
        f'    .api_version = "{metadata["apiVersion"]}",',
        f'    .target_prefix = "{metadata.get("targetPrefix", "")}",',
        f'    .xml_namespace = "{metadata.get("xmlNamespace", "")}",',
        f'    .error_namespace = "{service.overlay.get("error_namespace", "")}",',
        "    .operations = kOperations};",
        "",
    ]
    return lines


def stub_method(operation):
    name = operation["name"]
    return [
        f"{name}Response Stub::{name}(const {name}Request& request) {{",
        f"  {name}Response response;",
        f"  channel_.call(operations::{name}, &request, &response);",
        "  return response;",
        "}",
        "",
    ]


# ---------------------------------------------------------------------------------------------------------------------


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(description="Generates the C++ contract of one service.")
    parser.add_argument("--models", required=True, type=pathlib.Path, help="botocore's data folder")
    parser.add_argument("--operations", required=True, type=pathlib.Path, help="operations.json")
    parser.add_argument("--service", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        overlay = load(arguments.operations)[arguments.service]
        folder = arguments.models / overlay["model"]
        waiters_file = folder / "waiters-2.json"
        waiters = load(waiters_file)["waiters"] if waiters_file.exists() else {}
        service = Service(arguments.service, overlay, load(folder / "service-2.json"), waiters)
        output = arguments.out / "contract"
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{service.name}.h").write_text(header(service), encoding="utf-8")
        (output / f"{service.name}.cc").write_text(source(service), encoding="utf-8")
    except (Unsupported, OSError, KeyError) as problem:
        sys.exit(f"generate.py: {problem if not isinstance(problem, KeyError) else f'missing key {problem}'}")


if __name__ == "__main__":
    main()
