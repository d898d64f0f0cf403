"""The whole workflow by a user who may do what docs/aws-permissions.json says, and nothing else."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import ROOT, Conformance, Surroundings, region_for_module, unique

PERMISSIONS = (ROOT / "docs" / "aws-permissions.json").read_text()
ARGUMENTS = ["run", "--auto", "--port", "8080"]
PATIENCE = 160  # seconds: CTest gives it 180, and then what the program said would be lost


def setUpModule():
    global region, iam
    region = region_for_module()
    iam = region.client("iam")


class Workflow(Conformance):
    def setUp(self):
        self.user = unique("runner")
        iam.create_user(UserName=self.user)
        self.addCleanup(iam.delete_user, UserName=self.user)
        self.key = iam.create_access_key(UserName=self.user)["AccessKey"]
        self.addCleanup(iam.delete_access_key, UserName=self.user, AccessKeyId=self.key["AccessKeyId"])
        self.allow(PERMISSIONS)
        self.addCleanup(self.deny_all)

    def allow(self, document):
        arn = iam.create_policy(PolicyName=self.user, PolicyDocument=document)["Policy"]["Arn"]
        iam.attach_user_policy(UserName=self.user, PolicyArn=arn)
        self.policy = arn

    def deny_all(self):
        iam.detach_user_policy(UserName=self.user, PolicyArn=self.policy)
        iam.delete_policy(PolicyArn=self.policy)

    def run_workflow(self):
        here = Surroundings()
        self.addCleanup(here.close)
        here.environment |= {
            "AWS_ENDPOINT_URL": region.endpoint, "AWS_DEFAULT_REGION": region.name, "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ACCESS_KEY_ID": self.key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": self.key["SecretAccessKey"],
        }
        if hasattr(region, "here"):  # whose state says how fast it is; else the workflow looks at AWS's pace, every 5 s
            here.environment["HOME"] = region.here.environment["HOME"]
        return here.run(*ARGUMENTS, timeout=PATIENCE)

    def test_passes(self):
        status, output = self.run_workflow()
        self.assertEqual(status, 0, output)


if __name__ == "__main__":
    unittest.main()
