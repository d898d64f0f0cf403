"""Adds to botocore's model what AWS has added to the service since Debian's package was made.

newer/SERVICE.json has operations and shapes in the models' own form. A shape that the model has gets further members,
further values of its enumeration, members that are no longer required ("optional") and other "constraints" (null: none).
Each operation and shape says on which page of AWS it stands ("page"). What the model has already is an error, so that a newer package makes these shorter.
"""

from service_model import Unsupported, load

PAGES = "https://docs.aws.amazon.com/"
ADDED_TO_A_SHAPE = {"page", "members", "enum", "optional", "constraints"}


def with_newer(model, path):
    """The model, with what the file adds to it where there is one."""
    if not path.exists():
        return model
    newer = load(path)
    refuse_others(newer, {"operations", "shapes"}, path.name)
    operations, shapes = dict(model["operations"]), dict(model["shapes"])
    for name, operation in newer.get("operations", {}).items():
        where = f"{path.name}: {name}"
        refuse_known(name in operations, where)
        operations[name] = without_page(operation, where)
    for name, shape in newer.get("shapes", {}).items():
        where = f"{path.name}: {name}"
        shapes[name] = extended(shapes[name], shape, where) if name in shapes else without_page(shape, where)
    return {**model, "operations": operations, "shapes": shapes}


def extended(shape, more, where):
    refuse_others(without_page(more, where), ADDED_TO_A_SHAPE, where)
    extended_shape = dict(shape)
    for name in more.get("members", {}):
        refuse_known(name in shape["members"], f"{where}.{name}")
    if "members" in more:
        extended_shape["members"] = {**shape["members"], **more["members"]}
    for value in more.get("enum", []):
        refuse_known(value in shape["enum"], f"{where}, '{value}'")
    if "enum" in more:
        extended_shape["enum"] = shape["enum"] + more["enum"]
    for name in more.get("optional", []):
        refuse_known(name not in shape.get("required", []), f"{where}, '{name}' as optional")
    extended_shape["required"] = [name for name in shape.get("required", []) if name not in more.get("optional", [])]
    refuse_others(more.get("constraints", {}), {"min", "max", "pattern"}, where)
    for name, value in more.get("constraints", {}).items():
        refuse_known(shape.get(name) == value, f"{where}, '{name}'")
        extended_shape[name] = value
    return {key: value for key, value in extended_shape.items() if value is not None}


def without_page(entry, where):
    if not entry.get("page", "").startswith(PAGES):
        raise Unsupported(f"{where}: no \"page\" of {PAGES} that it is from")
    return {key: value for key, value in entry.items() if key != "page"}


def refuse_known(known, where):
    if known:
        raise Unsupported(f"{where}: botocore's model has it now; delete it there")


def refuse_others(given, known, where):
    for key in given:
        if key not in known:
            raise Unsupported(f"{where}: unknown key '{key}'")
