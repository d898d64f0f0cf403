"""Values between botocore's notation and JSON, which has neither bytes nor times."""

import base64
import datetime

import botocore.utils
import botocore.validate

# What botocore's own validation may say of a request that any client can still send as it is. The rest (a member that
# the model does not have, a list where a text belongs) is in no request that another client would make.
SENDABLE = {"missing required field", "invalid range", "invalid length"}


def plain(value):
    """As in an input file of the AWS CLI: bytes in base64, times as ISO 8601 has them."""
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return inside(plain, value)


def marked(value):
    """With a mark on what is no JSON, for a reader that does not know the model."""
    if isinstance(value, (bytes, bytearray)):
        return {"$bytes": plain(value)}
    if isinstance(value, datetime.datetime):
        return {"$date": plain(value)}
    return inside(marked, value)


def inside(convert, value):
    if isinstance(value, dict):
        return {key: convert(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [convert(each) for each in value]
    return value


def read(shape, value):
    """What botocore would have made of an answer, from the same in JSON."""
    if shape is None or value is None:
        return value
    if shape.type_name == "structure":
        return {name: read(shape.members.get(name), each) for name, each in value.items()}
    if shape.type_name == "list":
        return [read(shape.member, each) for each in value]
    if shape.type_name == "map":
        return {key: read(shape.value, each) for key, each in value.items()}
    if shape.type_name == "blob":
        return base64.b64decode(value)
    if shape.type_name == "timestamp":
        return botocore.utils.parse_timestamp(value)
    return value


def oddities(shape, value):
    """What botocore's validation finds in a request, apart from what any client can send."""
    if shape is None:
        return ["a request without members"] if value else []
    report = botocore.validate.ParamValidator().validate(value, shape)
    return [f"{name}: {kind}" for kind, name, _ in report._errors if kind not in SENDABLE]
