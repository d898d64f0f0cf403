"""Writes the C++ contract of one service from its botocore service model.

    generate.py --models DIR --operations DIR --service elbv2 --out DIR

writes DIR/contract/elbv2.h (structs, the Api to call) and DIR/contract/elbv2.cc (descriptors). Only what the
named operations reach is written. A file that would not change is not touched, so that nothing is compiled again.
"""

import argparse
import json
import pathlib
import sys

sys.dont_write_bytecode = True  # the folder of the sources stays clean

from newer import with_newer  # noqa: E402
from service_model import SCALARS, Service, Unsupported, choose, load, services_in  # noqa: E402

PROTOCOLS = {"query": "kQuery", "ec2": "kEc2", "json 1.0": "kJson10", "json 1.1": "kJson11", "rest-json": "kRestJson"}
LOCATIONS = {"uri": "kUri", "querystring": "kQuery", "header": "kHeader"}
VERDICTS = {"success": "kSuccess", "failure": "kFailure", "retry": "kRetry"}
MATCHERS = {"error": "kError", "status": "kStatus", "path": "kPath", "pathAll": "kPathAll", "pathAny": "kPathAny"}
RESERVED = {"NULL": "Null"}  # a macro in C++


def text(value):
    """A C++ string literal."""
    return json.dumps(value, ensure_ascii=True)


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
    lines += ["", *api(service), "", *constants(service)]
    lines += ["", f"}}  // namespace aws::{service.name}", ""]
    return "\n".join(lines)


def structure(service, name):
    lines = [f"struct {name} {{"]
    for member_name, member in service.shapes[name]["members"].items():
        lines.append(f"  {service.member_type(name, member_name, member)} {cpp_name(member_name)};")
    return lines + [f"  bool operator==(const {service.name}::{name}&) const = default;", "};"]


def api(service):
    lines = [
        "// One method per operation, carried out by whatever is at the other end of the channel; each may throw aws::Error.",
        "class Api {",
        " public:",
        "  explicit Api(contract::Channel& channel) : channel_(channel) {}",
        "  contract::Channel& channel() const { return channel_; }",
        "",
    ]
    for operation in service.operations:
        name = operation["name"]
        lines.append(f"  {name}Response {name}(const {name}Request& request) const;")
    return lines + ["", " private:", "  contract::Channel& channel_;", "};"]


def constants(service):
    lines = ["extern const contract::Service kService;", "", "namespace operations {"]
    for operation in service.operations:
        name = operation["name"]
        lines.append(f"extern const contract::OperationFor<{name}Request, {name}Response> {name};")
    lines += ["}  // namespace operations", "", "namespace shapes {"]
    lines += [f"extern const contract::Shape {name};" for name in service.structures()]
    lines += ["}  // namespace shapes"]
    if service.overlay.get("waiters"):
        lines += ["", "namespace waiters {"]
        lines += [f"extern const {waiter_type(service, name)} {name};" for name in service.overlay["waiters"]]
        lines += ["}  // namespace waiters"]
    if service.paginators:
        lines += ["", "namespace paginators {"]
        lines += [f"extern const {paginator_type(name)} {name};" for name in service.paginators]
        lines += ["}  // namespace paginators"]
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
        "// A structure with a map has no standard layout; without bases its members have their offsets all the same.",
        '#pragma GCC diagnostic ignored "-Winvalid-offsetof"',
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
    lines += paginator_constants(service)
    lines += service_constant(service)
    for operation in service.operations:
        lines += api_method(operation)
    lines += [f"}}  // namespace aws::{service.name}", ""]
    return "\n".join(lines)


def shape_constant(service, name):
    if service.shapes[name]["type"] == "structure":
        return f"shapes::{name}"
    return f"k{name[0].upper()}{name[1:]}"


def structure_shape(service, name):
    shape = service.shapes[name]
    members = shape["members"]
    lines = []
    if members:
        lines += ["namespace {", f"constexpr contract::Member k{name}Members[] = {{"]
        for member_name, member in members.items():
            lines.append(member_entry(service, name, member_name, member))
        lines += ["};", "}  // namespace"]
    lines.append(f"const contract::Shape shapes::{name} = {{")
    lines.append(f'    .name = "{name}", .kind = Kind::kStructure,')
    if members:
        lines.append(f"    .members = k{name}Members,")
    if name in service.called_with:
        lines.append(f"    .make = &contract::make<{service.name}::{name}>,")
    return lines + ["};", ""]


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
    if structure_name in service.sparse or f"{structure_name}.{name}" in service.sparse:
        fields.append(".sparse = true")
    if member.get("idempotencyToken"):
        fields.append(".idempotency_token = true")
    if "location" in member:
        location = choose(LOCATIONS, member["location"], f"location of {service.name}.{structure_name}.{name}")
        fields.append(f".location = contract::Location::{location}")
    fields.append(f".offset = offsetof({service.name}::{structure_name}, {cpp_name(name)})")
    fields.append(f".access = &contract::MemberAccessOf<{service.member_type(structure_name, name, member)}>::value")
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
    lines.append(f"constexpr std::string_view k{name}Resources[] = {{{resources}}};")
    tagging = operation["tagging"]
    if tagging:
        tagged = ", ".join(text(resource) for resource in tagging["resources"])
        lines.append(f"constexpr std::string_view k{name}Tagged[] = {{{tagged}}};")
    lines.append("}  // namespace")
    lines += [
        f"const contract::OperationFor<{name}Request, {name}Response> operations::{name} = {{{{",
        f'    .name = "{name}", .service = &kService,',
        f"    .input = &shapes::{operation['input']}, .output = &shapes::{operation['output']},",
        f'    .result_wrapper = "{operation["result_wrapper"]}",',
    ]
    if operation["http"]:
        method, uri, status = operation["http"]
        lines.append(f'    .http_method = "{method}", .uri = "{uri}", .http_status = {status},')
    if operation["errors"]:
        lines.append(f"    .errors = k{name}Errors,")
    lines += [
        f'    .iam_action = "{operation["iam_action"]}",',
        f"    .resources = k{name}Resources,",
    ]
    if tagging:
        lines.append(f'    .tagging = {{"{tagging["action"]}", k{name}Tagged, "{tagging["key"]}"}},')
    if operation["anonymous"]:
        lines.append("    .anonymous = true,")
    lines += [
        f"    .repeat = contract::Repeat::{operation['repeat']}}}}};",
        "",
    ]
    return lines


def waiter_type(service, name):
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
            verdict = choose(VERDICTS, acceptor["state"], f"state of the waiter {name}")
            matcher = choose(MATCHERS, acceptor["matcher"], f"matcher of the waiter {name}")
            lines.append(
                f"    {{contract::Verdict::{verdict}, contract::Matcher::{matcher}, "
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


def paginator_type(operation):
    return f"contract::PaginatorFor<Api, {operation}Request, {operation}Response>"


def paginator_constants(service):
    lines = []
    for name, paginator in service.paginators.items():
        lines.append("namespace {")
        for side, tokens in (("Input", paginator["input_token"]), ("Output", paginator["output_token"])):
            lines.append(f"constexpr std::string_view k{name}{side}Tokens[] = {{{', '.join(map(text, tokens))}}};")
        lines += [
            "}  // namespace",
            f"const {paginator_type(name)} paginators::{name} = {{{{",
            f"    .operation = &operations::{name},",
            f"    .input_tokens = k{name}InputTokens, .output_tokens = k{name}OutputTokens,",
            f'    .more_results = "{paginator["more_results"]}"}}}};',
            "",
        ]
    return lines


def service_constant(service):
    metadata = service.metadata
    version = f" {metadata['jsonVersion']}" if metadata["protocol"] == "json" else ""
    protocol = choose(PROTOCOLS, metadata["protocol"] + version, f"protocol of {service.name}")
    lines = ["namespace {", "constexpr const contract::Operation* kOperations[] = {"]
    lines += [f"    &operations::{operation['name']}," for operation in service.operations]
    lines += [
        "};",
        "}  // namespace",
        "const contract::Service kService = {",
        f'    .name = "{service.name.replace("_", "-")}",',
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


def api_method(operation):
    name = operation["name"]
    return [
        f"{name}Response Api::{name}(const {name}Request& request) const {{",
        f"  {name}Response response;",
        f"  channel_.call(operations::{name}, &request, &response);",
        "  return response;",
        "}",
        "",
    ]


# ---------------------------------------------------------------------------------------------------------------------


def read(models, operations, name):
    overlay = choose(services_in(operations), name, "service")
    folder = models / overlay["model"]
    waiters = load_part(folder / "waiters-2.json", "waiters")
    paginators = load_part(folder / "paginators-1.json", "pagination")
    model = with_newer(load(folder / "service-2.json"), operations.parent / "newer" / f"{name}.json")
    return Service(name, overlay, model, waiters, paginators)


def load_part(path, part):
    """Not every service has every part."""
    return load(path)[part] if path.exists() else {}


def write(path, content):
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Generates the C++ contract of one service.")
    parser.add_argument("--models", required=True, type=pathlib.Path, help="botocore's data folder")
    parser.add_argument("--operations", required=True, type=pathlib.Path, help="the folder of SERVICE.json")
    parser.add_argument("--service", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    try:
        service = read(arguments.models, arguments.operations, arguments.service)
        files = {".h": header(service), ".cc": source(service)}
        for suffix, content in files.items():
            write(arguments.out / "contract" / (service.name + suffix), content)
    except KeyError as missing:
        sys.exit(f"generate.py: {arguments.service}: the model or its operations lack {missing}")
    except (Unsupported, OSError) as problem:
        sys.exit(f"generate.py: {problem}")


if __name__ == "__main__":
    main()
