"""Our protocols against botocore's, for every operation of the contract.

    codec_test.py PATH_OF_CODEC_TOOL PATH_OF_THE_CONTRACT

Every member is set. What botocore serialises we decode, what we encode is what botocore serialises, and what we reply
botocore parses. No network is used.
"""

import base64
import datetime
import json
import pathlib
import subprocess
import sys
import unittest
import urllib.parse

import botocore.loaders
import botocore.model
import botocore.parsers
import botocore.serialize
from botocore.awsrequest import HeadersDict

sys.dont_write_bytecode = True  # the folder of the sources stays clean
TOOL = None        # the process, started by main
CONTRACT = None    # the folder
LOADER = botocore.loaders.Loader()
START = datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=datetime.timezone.utc)


class Filler:
    """Makes a value of a shape twice: as botocore takes it, and as the JSON document that our tool takes."""

    def __init__(self):
        self.count = 0

    def fill(self, shape, path=()):
        self.count += 1
        return getattr(self, "fill_" + shape.type_name, self.fill_number)(shape, path + (shape.name,))

    def fill_structure(self, shape, path):
        theirs, ours = {}, {}
        for name, member in shape.members.items():
            inner = member
            while inner.type_name in ("list", "map"):
                inner = inner.member if inner.type_name == "list" else inner.value
            if inner.name in path:
                continue
            theirs[name], ours[name] = self.fill(member, path)
        return theirs, ours

    def fill_list(self, shape, path):
        both = [self.fill(shape.member, path) for _ in range(2)]
        return [theirs for theirs, _ in both], [ours for _, ours in both]

    def fill_map(self, shape, path):
        both = {f"key {i}": self.fill(shape.value, path) for i in range(2)}
        return {key: theirs for key, (theirs, _) in both.items()}, {key: ours for key, (_, ours) in both.items()}

    def fill_string(self, _shape, _path):
        text = f" <&> \"'+%=; \u00e4\n{self.count} "
        return text, text

    def fill_blob(self, _shape, _path):
        content = b"\x00\xff" + str(self.count).encode()
        return content, base64.b64encode(content).decode()

    def fill_boolean(self, _shape, _path):
        return self.count % 2 == 0, self.count % 2 == 0

    def fill_timestamp(self, _shape, _path):
        moment = START.replace(microsecond=0) + datetime.timedelta(seconds=self.count)
        return moment, moment.timestamp()

    def fill_number(self, _shape, _path):
        return self.count, self.count


def ask(what, service, operation, **rest):
    TOOL.stdin.write(json.dumps({"do": what, "service": service, "operation": operation, **rest}) + "\n")
    TOOL.stdin.flush()
    return json.loads(TOOL.stdout.readline())


def fields(model, body):
    """A request's body in a form in which order and number formats do not matter."""
    if model.metadata["protocol"] in ("json", "rest-json"):
        return json.loads(body or "{}")
    return dict(urllib.parse.parse_qsl(body, keep_blank_values=True))


def serialised(model, operation, value):
    serializer = botocore.serialize.create_serializer(model.metadata["protocol"], include_validation=False)
    return serializer.serialize_to_request(value, operation)


def target_of(request):
    """Path and query, as botocore puts them into a URL."""
    query = urllib.parse.urlencode(request["query_string"], doseq=True, quote_via=urllib.parse.quote)
    return request["url_path"] + ("?" + query if query else "")


def body_of(request):
    body = request["body"]
    if isinstance(body, dict):
        return urllib.parse.urlencode(body)
    return body.decode() if isinstance(body, bytes) else body


def normalised(value):
    """Timestamps of a query request carry no fraction with botocore and three digits with us."""
    if isinstance(value, dict):
        return {key: normalised(item) for key, item in value.items()}
    if isinstance(value, str) and value.endswith(".000Z"):
        return value.replace(".000Z", "Z")
    return value


def operations():
    sys.path.insert(0, str(CONTRACT / "generator"))
    from newer import with_newer  # what botocore lacks comes from there for both sides

    for path in sorted((CONTRACT / "operations").glob("*.json")):
        service, overlay = path.stem, json.loads(path.read_text())
        model_name, version = overlay["model"].split("/")
        known = LOADER.load_service_model(model_name, "service-2", version)
        model = botocore.model.ServiceModel(with_newer(known, CONTRACT / "newer" / path.name), service)
        for name in overlay["operations"]:
            yield service, model, model.operation_model(name)


class Codec(unittest.TestCase):
    maxDiff = 2000

    def check_each(self, check):
        for service, model, operation in operations():
            with self.subTest(service=service, operation=operation.name):
                check(service, model, operation)

    def test_we_decode_what_botocore_serialises(self):
        def check(service, model, operation):
            if operation.input_shape is not None:
                theirs, ours = Filler().fill(operation.input_shape)
                request = serialised(model, operation, theirs)
                decoded = ask("decode_request", service, operation.name, target=target_of(request),
                              body=body_of(request))
                self.assertEqual(decoded, ours)

        self.check_each(check)

    def test_we_encode_what_botocore_serialises(self):
        def check(service, model, operation):
            if operation.input_shape is not None:
                theirs, ours = Filler().fill(operation.input_shape)
                request = serialised(model, operation, theirs)
                encoded = ask("encode_request", service, operation.name, value=ours)
                self.assertEqual(normalised(fields(model, encoded["body"])), fields(model, body_of(request)))
                self.assertEqual(encoded["method"], request["method"])
                path, _, query = encoded["target"].partition("?")
                their_path, _, their_query = target_of(request).partition("?")
                self.assertEqual(path, their_path)
                self.assertEqual(urllib.parse.parse_qsl(query), urllib.parse.parse_qsl(their_query))
                for name, value in request["headers"].items():
                    self.assertEqual(encoded["headers"].get(name), value)

        self.check_each(check)

    def test_botocore_parses_what_we_reply(self):
        def check(service, model, operation):
            if operation.output_shape is not None:
                theirs, ours = Filler().fill(operation.output_shape)
                encoded = ask("encode_response", service, operation.name, value=ours)
                response = {"status_code": 200, "headers": HeadersDict(encoded["headers"]),
                            "body": encoded["body"].encode()}
                parser = botocore.parsers.create_parser(model.metadata["protocol"])
                parsed = parser.parse(response, operation.output_shape)
                self.assertEqual(parsed.pop("ResponseMetadata")["RequestId"], "request-id")
                self.assertEqual(parsed, theirs)

        self.check_each(check)


def main():
    global TOOL, CONTRACT
    TOOL = subprocess.Popen([sys.argv.pop(1)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    CONTRACT = pathlib.Path(sys.argv.pop(1))
    try:
        unittest.main()
    finally:
        TOOL.stdin.close()
        TOOL.wait()
        TOOL.stdout.close()


if __name__ == "__main__":
    main()
