"""AWS's endpoints by their names: clients in an instance that know nothing of a region but its name, and verify whom they
talk to. With AS_NOBODY=1 all of it, the region included, is run as nobody; that needs root to begin with."""

import json
import os
import pathlib
import re
import signal
import stat
import sys
import unittest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
import as_nobody  # noqa: E402, F401  before anything is started
from deployment import LINUX_IMAGE, MANAGED, Deployment  # noqa: E402
from region_under_test import WAITER, Conformance, OwnRegion, end, unique  # noqa: E402

CURL = 'curl --silent --show-error --max-time 10 --noproxy "*"'
FORGET = "unset AWS_ENDPOINT_URL AWS_CA_BUNDLE REQUESTS_CA_BUNDLE"
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
SECURELY_FROM = {"Bool": {"aws:SecureTransport": "true"}}


def setUpModule():
    if os.environ.get("CONFORMANCE_ENDPOINT"):
        raise unittest.SkipTest("another region may have no hosts")


class WithAnInstance(Conformance):
    """Whose role may do some things by TLS and from the instance's own address only."""

    @classmethod
    def setUpClass(cls):
        cls.region = OwnRegion(hosts="namespaces")
        cls.addClassCleanup(cls.region.stop)
        cls.here = Deployment(cls.region, lambda *_, **__: None)  # all of it goes with the region
        cls.role = cls.here.profile(MANAGED)
        image = cls.here.ssm.get_parameter(Name=LINUX_IMAGE)["Parameter"]["Value"]
        launched = cls.here.ec2.run_instances(
            ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, IamInstanceProfile={"Name": cls.role},
        )["Instances"][0]
        cls.instance, cls.address = launched["InstanceId"], launched["PrivateIpAddress"]
        cls.allow(["dynamodb:ListTables", "ssm:PutParameter", "ec2:DescribeRegions"], cls.address)
        cls.allow(["iam:ListRoles"], ["127.0.0.1", "172.31.0.3"])

    @classmethod
    def allow(cls, actions, address):
        condition = {**SECURELY_FROM, "IpAddress": {"aws:SourceIp": address}}
        cls.here.iam.put_role_policy(RoleName=cls.role, PolicyName=unique("policy"), PolicyDocument=json.dumps({
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*", "Condition": condition}],
        }))

    def on(self, *commands):
        return self.here.run(self.instance, FORGET, *commands)

    def python(self, *lines):
        return self.on("/usr/bin/python3 - 2>&1 <<'END' || true", "import boto3, botocore.config", *lines, "END")

    def host(self, service):
        return f"{service}.{self.region.name}.amazonaws.com"


class Endpoints(WithAnInstance):
    def test_boto3_finds_the_region_by_the_names_of_its_services(self):
        said = self.python(
            "print(boto3.client('dynamodb').list_tables()['TableNames'])",
            "ssm = boto3.client('ssm')",
            "ssm.put_parameter(Name='/by/tls', Value='found', Type='String')",
            "print(ssm.get_parameter(Name='/by/tls')['Parameter']['Value'])",
            "print(ssm.meta.endpoint_url, boto3.client('sts').meta.endpoint_url)",
            "print(boto3.client('sts').get_caller_identity()['Arn'])",
        )
        self.addCleanup(self.here.ssm.delete_parameter, Name="/by/tls")
        tables, value, urls, arn = said.splitlines()
        self.assertEqual((tables, value), ("[]", "found"))
        self.assertEqual(urls, f"https://{self.host('ssm')} https://sts.amazonaws.com")
        self.assertRegex(arn, rf"^arn:aws:sts::\d{{12}}:assumed-role/{self.role}/{self.instance}$")

    def test_other_names_of_a_service_serve_as_well(self):
        said = self.python(
            "print(boto3.client('sts', endpoint_url='https://sts.us-west-2.amazonaws.com').get_caller_identity()['Arn'])",
            "both = botocore.config.Config(use_dualstack_endpoint=True)",
            "ec2 = boto3.client('ec2', config=both)",
            "print(ec2.meta.endpoint_url, len(ec2.describe_regions()['Regions']) > 0)",
        )
        arn, ec2 = said.splitlines()
        self.assertIn(f"/{self.instance}", arn)
        self.assertEqual(ec2, f"https://ec2.{self.region.name}.api.aws True")

    def test_who_calls_is_the_instance_and_not_who_ends_its_tls(self):
        said = self.python("boto3.client('iam').list_roles()")
        self.assertRegex(said, r"AccessDenied\) .*assumed-role/\S+ is not authorized to perform: iam:ListRoles")
        plain = "http://172.31.0.3:" + self.region.endpoint.rpartition(":")[2]
        said = self.python(f"boto3.client('dynamodb', endpoint_url='{plain}').list_tables()")
        self.assertIn("not authorized to perform: dynamodb:ListTables", said)

    def test_another_region_is_refused_by_the_region_itself(self):
        said = self.python("boto3.client('dynamodb', region_name='eu-west-1').list_tables()")
        self.assertIn("Credential should be scoped to a valid region", said)

    def test_the_aws_cli_finds_it_too(self):
        said = self.on("HOME=/tmp /usr/bin/aws sts get-caller-identity --output text 2>&1",
                       "HOME=/tmp /usr/bin/aws dynamodb list-tables --output json 2>&1")
        caller, _, tables = said.partition("\n")
        self.assertTrue(caller.split("\t")[1].endswith(f":assumed-role/{self.role}/{self.instance}"), caller)
        self.assertEqual(json.loads(tables), {"TableNames": []})

    def test_curl_verifies_it_and_what_has_another_name_not(self):
        said = self.on(f"{CURL} --output /dev/null --write-out '%{{http_code}} %{{ssl_verify_result}}' "
                       f"https://{self.host('dynamodb')}/")
        self.assertEqual(said, "403 0")
        self.assertEqual(self.on(f"{CURL} https://172.31.0.3/ 2> /dev/null; echo $?"), "60\n")
        self.assertEqual(self.on("/usr/bin/python3 -c 'import urllib.request as r, sys",
                                 f"try: r.urlopen(\"https://{self.host('ssm')}/\")",
                                 "except r.HTTPError as answer: print(answer.code)'"), "403\n")

    def test_a_list_of_ones_own_gives_way_to_the_environments(self):
        lists = ["import sys, boto3, botocore.httpsession, requests",
                 "botocore.httpsession.where = lambda: '/usr/share/ca-certificates/mozilla/ISRG_Root_X1.crt'",
                 "print(boto3.client('dynamodb').list_tables()['TableNames'])",
                 f"print(requests.get('https://{self.host('ssm')}/').status_code)"]
        python = ["/usr/bin/python3 - 2>&1 <<'END' || true", *lists, "END"]
        self.assertEqual(self.here.run(self.instance, "unset AWS_ENDPOINT_URL", *python), "[]\n403\n")
        self.assertIn("CERTIFICATE_VERIFY_FAILED", self.on(*python))

    @unittest.skipUnless(os.path.exists("/usr/bin/node"), "Node.js is not installed")
    def test_node_trusts_it_beside_its_own_list(self):
        said = self.on(f"/usr/bin/node -e \"require('https').get('https://{self.host('ssm')}/', "
                       "answer => { console.log(answer.statusCode); answer.resume(); })\" 2>&1; true")
        self.assertEqual(said, "403\n")

    def test_what_is_nobodys_is_answered_as_a_service_that_is_not_known(self):
        said = self.python("boto3.client('s3').list_buckets()")
        self.assertIn("This region has no service 's3'", said)
        inside = self.on(f"{CURL} https://{self.host('s3')}/bucket")
        try:
            urllib.request.urlopen(self.region.endpoint + "/bucket")
            self.fail("a service that is not known")
        except urllib.error.HTTPError as answer:
            outside = answer.read().decode()
        self.assertIn("Error", inside)
        self.assertEqual(without_ids(inside), without_ids(outside))
        self.assertEqual(self.on(f"getent hosts {self.host('s3')} | cut -d ' ' -f 1"), "172.31.0.3\n")

    def test_who_comes_while_haproxy_has_died_waits_for_the_next_one(self):
        found = [pid for pid, command in self.region.here.processes().items() if command.startswith("/usr/sbin/haproxy -db")]
        self.assertEqual(len(found), 1)
        os.kill(found[0], signal.SIGKILL)
        said = self.on(f"{CURL} --output /dev/null --write-out '%{{http_code}}' https://{self.host('ssm')}/")
        self.assertEqual(said, "403")

    def test_nobody_names_the_client_but_who_ends_the_tls(self):
        said = self.on(
            "ip address del 127.0.0.1/16 dev lo; ip route add 127.0.0.1 via 172.31.0.1",
            "printf 'PROXY TCP4 172.31.9.9 172.31.0.3 4 443\\r\\nGET / HTTP/1.0\\r\\n\\r\\n' > /tmp/forged",
            "timeout 5 bash -c 'exec 3<> /dev/tcp/127.0.0.1/443; cat /tmp/forged >&3; cat <&3' 2>&1; echo $?",
            "ip route del 127.0.0.1 via 172.31.0.1; ip address add 127.0.0.1/16 dev lo",
        )
        self.assertEqual(said, "0\n")  # the connection is closed without a word


class Kept(WithAnInstance):
    def test_an_instance_of_before_trusts_a_region_that_was_stopped_and_started(self):
        self.on(f"cp {BUNDLE} /root/kept.crt", f"cat {BUNDLE} > /tmp/changed && cp /tmp/changed {BUNDLE}")
        authority = self.region.here.folder / "data" / "authority"
        certificate = (authority / "authority.pem").read_text()
        self.assertEqual(stat.S_IMODE(authority.stat().st_mode), 0o700)
        self.assertEqual(stat.S_IMODE((authority / "authority.key").stat().st_mode), 0o600)
        self.assertNotIn(certificate, pathlib.Path(BUNDLE).read_text())  # this machine does not trust it

        one = {"InstanceIds": [self.instance]}
        self.here.ec2.stop_instances(**one)
        self.here.ec2.get_waiter("instance_stopped").wait(WaiterConfig=WAITER, **one)
        self.region.close()
        end(self.region.process)
        self.region.start()
        self.__class__.here = Deployment(self.region, lambda *_, **__: None)
        self.here.ec2.start_instances(**one)
        self.here.ec2.get_waiter("instance_running").wait(WaiterConfig=WAITER, **one)
        self.assertEqual((authority / "authority.pem").read_text(), certificate)
        for bundle in (BUNDLE, "/root/kept.crt"):
            said = self.on(f"{CURL} --cacert {bundle} --output /dev/null --write-out '%{{http_code}}' "
                           f"https://{self.host('ssm')}/")
            self.assertEqual(said, "403", bundle)
        self.assertIn(f"/{self.instance}", self.python("print(boto3.client('sts').get_caller_identity()['Arn'])"))


def without_ids(text):
    return re.sub(r"[0-9a-f-]{36}", "ID", text)


if __name__ == "__main__":
    unittest.main()
