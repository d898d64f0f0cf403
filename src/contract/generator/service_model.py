"""Reads one service's botocore model, cut down to the operations that operations/SERVICE.json names.

Input that is not understood stops the generator: a model that changed its shape must be looked at by a person.
"""

import json
import re

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
REPEAT = {"safe": "kSafe", "token": "kToken", "unsafe": "kUnsafe"}
READING = ("Describe", "Get", "List")
OVERLAY_KEYS = {
    "model", "iam_prefix", "error_namespace", "signing_region", "unions", "always", "optional", "sparse", "rename",
    "operations", "waiters", "tag_specifications",
}
OPERATION_KEYS = {"resources", "repeat", "token", "permission", "authtype", "tagging"}
TAGGING_KEYS = {"action", "resources", "key"}
PERMISSION = {"needed": True, "none": False}
AUTHTYPE = {"": False, "none": True}  # is it a call of nobody's?
PAGINATOR_KEYS = {
    "input_token", "output_token", "more_results", "limit_key", "result_key", "non_aggregate_keys", "py_input_token",
}
# Traits that change what is on the wire, and that no codec of ours knows.
UNKNOWN_TRAITS = {
    "document", "eventstream", "jsonvalue", "payload", "streaming", "timestampFormat", "xmlAttribute",
}

LABEL = re.compile(r"{(\w+)}")  # in the path of a request


class Unsupported(Exception):
    """The input holds something that the generator does not know."""


def choose(table, key, what):
    """The entry of a table; a key that is not in it is an error of the input."""
    if key not in table:
        raise Unsupported(f"unknown {what} '{key}'")
    return table[key]


def load(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise Unsupported(f"{path}: {problem}") from problem


def services_in(folder):
    """What SERVICE.json says, by service."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.json"))}


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

    def __init__(self, name, overlay, model, waiters, paginators):
        self.name, self.overlay, self.model = name, overlay, model
        self.refuse_unknown(overlay, OVERLAY_KEYS, name)
        self.metadata, self.waiters = model["metadata"], waiters
        self.shapes = renamed(model["shapes"], overlay.get("rename", {}))
        self.operations = [self.operation(op, extra) for op, extra in overlay["operations"].items()]
        self.order, self.seen, self.within = [], set(), []  # order: what is contained before what contains it
        for operation in self.operations:
            self.visit(operation["input"])
            self.visit(operation["output"])
        self.called_with = {operation[side] for operation in self.operations for side in ("input", "output")}
        self.always, self.unions = set(overlay.get("always", [])), set(overlay.get("unions", []))
        self.optional, self.sparse = set(overlay.get("optional", [])), set(overlay.get("sparse", []))
        self.check_overlay()
        self.paginators = {
            operation["name"]: self.paginator(operation, paginators[operation["name"]])
            for operation in self.operations
            if operation["name"] in paginators
        }

    @staticmethod
    def refuse_unknown(given, known, where, document="its operations"):
        for key in given:
            if key not in known:
                raise Unsupported(f"{where}: unknown key '{key}' in {document}")

    def check_overlay(self):
        """What the overlay says about shapes and waiters must be about something."""
        for key in ("always", "optional"):
            for dotted in self.overlay.get(key, []):
                shape, _, member = dotted.partition(".")
                if member not in self.shapes.get(shape, {}).get("members", {}):
                    raise Unsupported(f"{self.name}: '{dotted}' under \"{key}\" is no member of the model")
        for key in ("unions", "sparse"):
            for entry in self.overlay.get(key, []):
                structure, dot, member = entry.partition(".")
                if structure not in self.structures():
                    raise Unsupported(f"{self.name}: '{entry}' under \"{key}\" is no structure of these operations")
                if dot and (key == "unions" or member not in self.shapes[structure]["members"]):
                    raise Unsupported(f"{self.name}: '{entry}' under \"{key}\" is no member of the model")
        for waiter in self.overlay.get("waiters", []):
            if waiter not in self.waiters:
                raise Unsupported(f"{self.name}: the model has no waiter '{waiter}'")
            if self.waiters[waiter]["operation"] not in self.overlay["operations"]:
                raise Unsupported(f"{self.name}: the waiter '{waiter}' polls an operation that is not named")

    def operation(self, name, extra):
        """Gives each operation a Request and a Response of its own, whatever the model calls them."""
        if name not in self.model["operations"]:
            raise Unsupported(f"{self.name}: the model has no operation '{name}'")
        self.refuse_unknown(extra, OPERATION_KEYS, f"{self.name}.{name}")
        modelled = self.model["operations"][name]
        sides = {}
        for side, suffix in (("input", "Request"), ("output", "Response")):
            empty = {"type": "structure", "members": {}}
            source, own = self.renamed_shape(modelled.get(side)), name + suffix
            if own in self.shapes and source != own:
                raise Unsupported(f"{self.name}.{own}: the model has another shape of that name; \"rename\" it")
            self.shapes[own] = self.shapes[source] if source else empty
            sides[side] = own
        self.require_explicit(name, extra)
        repeat = extra.get("repeat", "safe")
        if repeat == "token":
            self.mark_token(sides["input"], extra.get("token"))
        return {
            "name": name,
            "result_wrapper": modelled.get("output", {}).get("resultWrapper", ""),
            "errors": [self.error(e["shape"]) for e in modelled.get("errors", [])],
            "resources": self.resources(name, sides["input"], extra.get("resources", ["*"])),
            "repeat": choose(REPEAT, repeat, f"kind of repeat of {self.name}.{name}"),
            "iam_action": self.iam_action(name, extra),
            "tagging": self.tagging(name, sides["input"], extra),
            "http": self.http(name, sides["input"], modelled) if self.metadata["protocol"] == "rest-json" else None,
            "anonymous": choose(AUTHTYPE, self.authtype(modelled, extra), f"authtype of {self.name}.{name}"),
            **sides,
        }

    def http(self, name, request, modelled):
        """Method, path and status of an operation that they tell from others; each label is a member."""
        http = modelled["http"]
        path = LABEL.sub("", http["requestUri"])
        if not re.fullmatch(r"(/[\w.-]*)+", path):
            raise Unsupported(f"{self.name}.{name}: unknown form of its path '{http['requestUri']}'")
        members = self.shapes[request]["members"]
        labels = [member.get("locationName", key) for key, member in members.items() if member.get("location") == "uri"]
        if sorted(labels) != sorted(LABEL.findall(http["requestUri"])):
            raise Unsupported(f"{self.name}.{name}: its members are not the labels of '{http['requestUri']}'")
        return http["method"], http["requestUri"], http.get("responseCode", 200)

    def tagging(self, name, request, extra):
        """What tags in the request need besides: said of the operation, or of all that have tag specifications."""
        said = extra.get("tagging")
        if said is None and self.has_member(request, "TagSpecifications"):
            said = self.overlay.get("tag_specifications")
        if not said:
            return None
        self.refuse_unknown(said, TAGGING_KEYS, f"{self.name}.{name}", 'its "tagging"')
        if "action" not in said:
            raise Unsupported(f'{self.name}.{name}: its "tagging" has to say the "action"')
        prefix = self.overlay["iam_prefix"]
        templates = said.get("resources", extra.get("resources", ["*"]))
        return {
            "action": f"{prefix}:{said['action']}",
            "resources": self.resources(name, request, templates),
            "key": f"{prefix}:{said['key']}" if "key" in said else "",
        }

    def require_explicit(self, name, extra):
        """Nothing is taken for granted of an operation that does not plainly read: neither that it may be repeated nor
        that it acts on nothing in particular, which would make a policy that denies one resource deny nothing."""
        if name.startswith(READING):
            return
        said = {"repeat", "resources"} if self.needs_permission(name, extra) else {"repeat"}
        for key in sorted(said - set(extra)):
            raise Unsupported(f"{self.name}.{name}: its operations have to say the \"{key}\"")

    def resources(self, name, request, templates):
        """Templates of ARNs; what stands in braces must be there to be filled in."""
        for placeholder in re.findall(r"{([^}]*)}", " ".join(templates)):
            for alternative in placeholder.split(","):
                member = alternative.partition("|")[0]
                member = member.rpartition("/")[2] if member.startswith("?") else member
                if member not in ("region", "account") and not self.has_member(request, member):
                    raise Unsupported(f"{self.name}.{name}: no member '{member}', which its \"resources\" name")
        return templates

    def has_member(self, shape, path):
        """Whether "Member.Member" leads somewhere, through the elements of lists too."""
        for name in path.split("."):
            while "member" in self.shapes[shape]:
                shape = self.shapes[shape]["member"]["shape"]
            members = self.shapes[shape].get("members", {})
            if name not in members:
                return False
            shape = members[name]["shape"]
        return True

    def iam_action(self, name, extra):
        """What a policy has to allow."""
        return f"{self.overlay['iam_prefix']}:{name}" if self.needs_permission(name, extra) else ""

    def needs_permission(self, name, extra):
        """Few operations need none."""
        return choose(PERMISSION, extra.get("permission", "needed"), f"permission of {self.name}.{name}")

    @staticmethod
    def authtype(modelled, extra):
        """The overlay says it where the model (of this age) does not."""
        return modelled.get("authtype", extra.get("authtype", ""))

    def paginator(self, operation, modelled):
        """Tokens are what a page holds and the next request repeats; there may be several, each at its place."""
        where = f"{self.name}.{operation['name']}"
        self.refuse_unknown(modelled, PAGINATOR_KEYS, where, "the paginators")
        tokens = {
            side: [modelled[side]] if isinstance(modelled[side], str) else modelled[side]
            for side in ("input_token", "output_token")
        }
        if len(tokens["input_token"]) != len(tokens["output_token"]):
            raise Unsupported(f"{where}: as many output tokens as input tokens are needed to turn its pages")
        for given, taken in zip(tokens["output_token"], tokens["input_token"]):
            kinds = (self.member_of(operation["output"], given, where), self.member_of(operation["input"], taken, where))
            if kinds[0] != kinds[1]:
                raise Unsupported(f"{where}: its paginator's '{given}' is no '{taken}'")
        if "more_results" in modelled:
            kind = self.member_of(operation["output"], modelled["more_results"], where)
            if kind != "bool":
                raise Unsupported(f"{where}: its paginator's '{modelled['more_results']}' is no truth value")
        return {**tokens, "more_results": modelled.get("more_results", "")}

    def member_of(self, structure, name, where):
        """What a member holds, in C++."""
        member = self.shapes[structure]["members"].get(name)
        if member is None:
            raise Unsupported(f"{where}: its paginator's '{name}' is no member of {structure}")
        return self.type_of(member["shape"])

    def renamed_shape(self, reference):
        if reference is None:
            return None
        return self.overlay.get("rename", {}).get(reference["shape"], reference["shape"])

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
        if name in self.within:
            raise Unsupported(f"{self.name}.{name}: a structure that contains itself, through no list or map")
        if name in self.seen:
            return
        self.seen.add(name)
        shape = choose(self.shapes, name, f"shape of {self.name}")
        self.check_traits(name, shape)
        kind = shape["type"]
        if kind == "structure":
            self.visit_members(name, shape["members"])
        elif kind in ("list", "map"):
            self.visit_elements(name, shape)
        elif kind not in SCALARS:
            raise Unsupported(f"{self.name}.{name}: unknown type '{kind}'")
        self.order.append(name)

    def visit_members(self, name, members):
        if name in members:
            raise Unsupported(f"{self.name}.{name}: a member of the same name; give the shape another in \"rename\"")
        self.within.append(name)
        for member_name, member in members.items():
            self.check_traits(f"{name}.{member_name}", member)
            self.check_location(f"{name}.{member_name}", member)
            self.visit(member["shape"])
        self.within.pop()

    def visit_elements(self, name, shape):
        """A container may hold what it is held by."""
        within, self.within = self.within, []
        if shape["type"] == "map":
            if self.shapes[shape["key"]["shape"]]["type"] != "string":
                raise Unsupported(f"{self.name}.{name}: a map whose key is no string")
            self.visit(shape["key"]["shape"])
        self.visit(shape["member" if shape["type"] == "list" else "value"]["shape"])
        self.within = within

    def check_location(self, name, member):
        """Outside the body there are scalars, and in the query lists of them; a time there has another form."""
        if "location" not in member:
            return
        if self.metadata["protocol"] != "rest-json":
            raise Unsupported(f"{self.name}.{name}: a location, which its protocol does not know")
        kind = self.shapes[member["shape"]]["type"]
        if kind == "list" and member["location"] == "querystring":
            kind = self.shapes[self.shapes[member["shape"]]["member"]["shape"]]["type"]
        if kind not in SCALARS or kind == "timestamp":
            raise Unsupported(f"{self.name}.{name}: a {kind} in the {member['location']}")

    def check_traits(self, name, shape):
        for trait in sorted(UNKNOWN_TRAITS & set(shape)):
            raise Unsupported(f"{self.name}.{name}: unknown trait '{trait}'")
        for bound in ("min", "max"):
            if shape.get(bound, 0) != int(shape.get(bound, 0)):
                raise Unsupported(f"{self.name}.{name}: '{bound}' is no whole number")

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

    def member_type(self, structure, name, member):
        """A list or map is plain, empty when not set, except where that is not the same: in a union it matters which
        member is there, and the overlay names those that AWS takes differently when they are there and empty."""
        contained = self.type_of(member["shape"])
        container = self.shapes[member["shape"]]["type"] in ("list", "map")
        if container and structure not in self.unions and f"{structure}.{name}" not in self.optional:
            return contained
        return f"std::optional<{contained}>"
