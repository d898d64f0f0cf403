"""Values between botocore's notation and JSON, which has neither bytes nor times."""

import base64
import datetime

import botocore.utils


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
