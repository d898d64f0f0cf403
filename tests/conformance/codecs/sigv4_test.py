"""Our Signature Version 4 against botocore's, both ways.

    sigv4_test.py PATH_OF_SIGV4_TOOL

What botocore signs our verifier accepts, and refuses once anything about it is changed; what we sign has the signature
that botocore computes for the same request. No network is used.
"""

import datetime
import json
import subprocess
import sys
import unittest
from unittest import mock

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

TOOL = None  # the process, started by main
HOST = "127.0.0.1:4566"
NOW = datetime.datetime(2026, 1, 2, 3, 4, 5)
KEYS = {"access_key": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
SCOPE = {"region": "us-west-2", "service": "dynamodb"}
MISMATCH = "The request signature we calculated does not match the signature you provided."

CASES = [
    {"method": "GET", "target": "/"},
    {"method": "GET", "target": ""},
    {"method": "GET", "target": "/a//b/../c/./d/"},
    {"method": "GET", "target": "/with%20space/%E1%88%B4/~tilde-._"},
    {"method": "GET", "target": "/a%2Fb%252F"},
    {"method": "GET", "target": "/!$&'()*,;=:@"},
    {"method": "GET", "target": "/?Action=ListUsers&Version=2010-05-08"},
    {"method": "GET", "target": "/?b=2&a=2&a=1&B=1&empty=&bare"},
    {"method": "GET", "target": "/?key=%2Fx%20%3D%26&%C3%A4=%C3%B6"},
    {"method": "GET", "target": "/path?a-b=~._&a%2Bb=1%2B1"},
    {"method": "POST", "target": "/", "body": "Action=DescribeVpcs&Version=2016-11-15"},
    {"method": "POST", "target": "/", "body": '{"TableName": "\u00e4\u20ac\U0001f600"}',
     "headers": [("X-Amz-Target", "DynamoDB_20120810.DescribeTable"), ("Content-Type", "application/x-amz-json-1.0")]},
    {"method": "POST", "target": "/", "body": "x" * 100_000},
    {"method": "PUT", "target": "/", "headers": [("X-Spaces", "  a   b\tc  "), ("X-Empty", "")]},
    {"method": "DELETE", "target": "/x", "headers": [("User-Agent", "not signed"), ("X-Amzn-Trace-Id", "nor this")]},
]


def ask(order):
    TOOL.stdin.write(json.dumps(order) + "\n")
    TOOL.stdin.flush()
    return json.loads(TOOL.stdout.readline())


def order(what, case, headers, **changes):
    plain = {"do": what, "body": "", "token": "", "now": NOW.strftime("%Y%m%dT%H%M%SZ"), **KEYS, **SCOPE, **case}
    return {**plain, "headers": [list(header) for header in headers], **changes}


def signed_by_botocore(case, token=None):
    """The header fields of the request, the signature's included."""
    request = AWSRequest(method=case["method"], url=f"http://{HOST}{case['target']}",
                         data=case.get("body", "").encode())
    request.headers["Host"] = HOST
    for name, value in case.get("headers", []):
        request.headers[name] = value
    with mock.patch("botocore.auth.datetime") as clock:
        clock.datetime.utcnow.return_value = NOW
        credentials = Credentials(KEYS["access_key"], KEYS["secret"], token)
        botocore.auth.SigV4Auth(credentials, SCOPE["service"], SCOPE["region"]).add_auth(request)
    return list(request.headers.items())


def signature(headers):
    return dict(headers)["Authorization"]


class BotocoreSigns(unittest.TestCase):
    def verify(self, case, headers, **changes):
        return ask(order("verify", case, headers, **changes))

    def assert_refused(self, answer, message):
        self.assertEqual(answer["code"], "SignatureDoesNotMatch", answer)
        self.assertTrue(answer["message"].startswith(message), answer)

    def test_and_we_accept(self):
        for case in CASES:
            for token in (None, "session/token+=="):
                with self.subTest(case=str(case)[:100], token=token):
                    answer = self.verify(case, signed_by_botocore(case, token))
                    self.assertEqual(answer, {"accepted": True})

    def test_and_we_refuse_another_secret(self):
        for case in CASES:
            self.assert_refused(self.verify(case, signed_by_botocore(case), secret="another"), MISMATCH)

    def test_and_we_refuse_another_body_method_path_or_query(self):
        for case in CASES:
            headers = signed_by_botocore(case)
            for change in ({"body": case.get("body", "") + " "}, {"method": "PATCH"}, {"target": "/elsewhere"},
                           {"target": "/?another=query"}):
                with self.subTest(case=str(case)[:100], change=str(change)[:100]):
                    self.assert_refused(self.verify(case, headers, **change), MISMATCH)

    def test_and_we_refuse_an_old_or_early_date(self):
        headers = signed_by_botocore(CASES[0])
        self.assert_refused(
            self.verify(CASES[0], headers, now="20260102T032000Z"),
            "Signature expired: 20260102T030405Z is now earlier than 20260102T030500Z (20260102T032000Z - 15 min.)")
        self.assert_refused(
            self.verify(CASES[0], headers, now="20260102T024800Z"),
            "Signature not yet current: 20260102T030405Z is still later than 20260102T030300Z "
            "(20260102T024800Z + 15 min.)")

    def test_and_we_refuse_a_header_that_was_not_signed(self):
        headers = signed_by_botocore(CASES[0])
        added = headers + [("X-Amz-Target", "DynamoDB_20120810.DeleteTable")]
        self.assert_refused(self.verify(CASES[0], added), "'X-Amz-Target' must be a 'SignedHeader'")
        without_host = [(name, value.replace("SignedHeaders=host;", "SignedHeaders=")) for name, value in headers]
        self.assert_refused(self.verify(CASES[0], without_host), "'Host' or ':authority' must be a 'SignedHeader'")

    def test_and_we_refuse_a_changed_header(self):
        case = CASES[11]
        headers = [(name, "text/plain" if name == "Content-Type" else value)
                   for name, value in signed_by_botocore(case)]
        self.assert_refused(self.verify(case, headers), MISMATCH)


class WeSign(unittest.TestCase):
    def test_as_botocore_does(self):
        for case in CASES:
            for token in ("", "session/token+=="):
                with self.subTest(case=str(case)[:100], token=token):
                    headers = [("Host", HOST)] + case.get("headers", [])
                    ours = ask(order("sign", case, headers, token=token))["headers"]
                    theirs = signed_by_botocore(case, token or None)
                    self.assertEqual(signature(ours), signature(theirs))


def main():
    global TOOL
    TOOL = subprocess.Popen([sys.argv.pop(1)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        unittest.main()
    finally:
        TOOL.stdin.close()
        TOOL.wait()
        TOOL.stdout.close()


if __name__ == "__main__":
    main()
