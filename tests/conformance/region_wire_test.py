"""Requests that no SDK would send, as bytes over HTTP: each is answered, in its protocol's shape, and nothing breaks."""

import http.client
import json
import socket
import time
import unittest
import urllib.parse
import xml.etree.ElementTree

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from region_under_test import Conformance, region_for_module

JSON = {"Content-Type": "application/x-amz-json-1.0"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def setUpModule():
    global region, place
    region = region_for_module()
    address = urllib.parse.urlsplit(region.endpoint)
    place = address.hostname, address.port


class Wire(Conformance):
    def answer(self, service, body, headers, method="POST", path="/"):
        """Status, headers and text of the answer to a request that is signed as it is."""
        request = botocore.awsrequest.AWSRequest(method, region.endpoint + path, data=body, headers=dict(headers))
        keys = botocore.credentials.Credentials(region.access_key_id, region.secret_access_key)
        botocore.auth.SigV4Auth(keys, service, region.name).add_auth(request)
        connection = http.client.HTTPConnection(*place, timeout=20)
        self.addCleanup(connection.close)
        connection.request(method, path, body=body.encode(), headers=dict(request.headers.items()))
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()

    def first_line(self, sent):
        with socket.create_connection(place, timeout=20) as connection:
            connection.sendall(sent)
            return connection.makefile("rb").readline().decode().rstrip()

    def dynamodb(self, body, target="DynamoDB_20120810.ListTables"):
        status, headers, text = self.answer("dynamodb", body, {**JSON, "X-Amz-Target": target})
        answer = json.loads(text)
        kind = answer.pop("__type", "").split("#")[-1]
        self.assertEqual(headers["Content-Type"], JSON["Content-Type"])
        self.assertEqual(headers.get("x-amzn-errortype", ""), kind)
        return status, kind, answer

    def test_json_that_is_none(self):
        for body in ("{", "[]", ""):
            self.assertEqual(self.dynamodb(body), (400, "SerializationException", {}))

    def test_members_of_the_wrong_type(self):
        text = "STRING_VALUE cannot be converted to Integer"
        self.assertEqual(self.dynamodb('{"Limit": "x"}'), (400, "SerializationException", {"Message": text}))
        key = '{"TableName": "table", "Key": {"Id": {"N": 1}}}'
        text = "NUMBER_VALUE cannot be converted to String"
        refused = self.dynamodb(key, "DynamoDB_20120810.GetItem")
        self.assertEqual(refused, (400, "SerializationException", {"Message": text}))

    def test_unknown_members_are_ignored(self):
        self.assertEqual(self.dynamodb('{"More": {"x": [1]}}')[0], 200)

    def test_operations_that_are_none(self):
        status, kind, answer = self.dynamodb("{}", "DynamoDB_20120810.Nothing")
        self.assertEqual((status, kind), (400, "UnknownOperationException"))
        self.assertIn("Nothing", answer["message"])
        status, _, text = self.answer("iam", "Action=Nothing&Version=2010-05-08", FORM)
        self.assertEqual(status, 400)
        self.assertIn("<Code>InvalidAction</Code>", text)
        self.assertIn("<Message>Could not find operation Nothing for version 2010-05-08</Message>", text)

    def test_what_a_form_cannot_say(self):
        status, _, text = self.answer("iam", "Action=GetRole&Version=2010-05-08", FORM)
        self.assertEqual(status, 400)
        self.assertIn("Value null at 'roleName' failed to satisfy constraint: Member must not be null", text)
        status, _, text = self.answer("ec2", "Action=DescribeInstances&Version=2016-11-15&MaxResults=abc", FORM)
        self.assertEqual(status, 400)
        self.assertIn("<Code>InvalidParameterValue</Code>", text)
        self.assertIn("</Errors><RequestID>", text)

    def test_what_xml_cannot_say(self):
        """The parser is expat, which takes no document with a character that XML 1.0 does not know."""
        def texts(service, **members):
            body = urllib.parse.urlencode(members, quote_via=urllib.parse.quote)
            status, _, text = self.answer(service, body, FORM)
            return status, [node.text for node in xml.etree.ElementTree.fromstring(text).iter()]

        status, said = texts("iam", Action="GetRole", Version="2010-05-08", RoleName="a\x01\x1f\ufffe")
        self.assertEqual(status, 400)
        self.assertIn("Value 'a\ufffd\ufffd\ufffd' at 'roleName'", "".join(filter(None, said)))
        ec2 = {"Version": "2016-11-15", "ResourceId.1": self.vpc(), "Tag.1.Key": "control", "Tag.1.Value": "x\x00\x02y"}
        self.assertEqual(texts("ec2", Action="CreateTags", **ec2)[0], 200)
        for_it = {"Filter.1.Name": "key", "Filter.1.Value.1": "control"}
        status, said = texts("ec2", Action="DescribeTags", Version="2016-11-15", **for_it)
        self.assertEqual(status, 200)
        self.assertIn("x\ufffd\ufffdy", said)
        self.assertEqual(texts("ec2", Action="DeleteTags", **ec2)[0], 200)

    def vpc(self):
        return region.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]

    def test_a_form_of_more_than_any_call_has(self):
        body = "Action=GetRole&Version=2010-05-08" + "".join(f"&RoleName.{index}" for index in range(1_000_000))
        started = time.monotonic()
        status, _, text = self.answer("iam", body, FORM)
        self.assertEqual(status, 400)
        self.assertIn("<Code>MalformedInput</Code>", text)
        self.assertLess(time.monotonic() - started, 5)

    def test_a_query_by_get(self):
        path = "/?Action=GetCallerIdentity&Version=2011-06-15"
        status, _, text = self.answer("sts", "", {}, "GET", path)
        self.assertEqual(status, 200)
        self.assertIn('<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">', text)

    def test_http_that_is_none_or_too_much(self):
        host = b"Host: x\r\n"
        for sent, line in (
            (b"nonsense\r\n\r\n", "HTTP/1.1 400 Bad Request"),
            (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
             "HTTP/1.1 431 Request Header Fields Too Large"),
            (b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 99999999999\r\n\r\n", "HTTP/1.1 413 Payload Too Large"),
            (b"POST / HTTP/1.1\r\n" + host + b"Content-Length: 1\r\nExpect: 100-continue\r\n\r\n",
             "HTTP/1.1 100 Continue"),
            (b"POST / HTTP/1.0\r\n\r\n", "HTTP/1.0 403 Forbidden"),
        ):
            self.assertEqual(self.first_line(sent), line)
        self.assertEqual(self.dynamodb("{}")[0], 200)


if __name__ == "__main__":
    unittest.main()
