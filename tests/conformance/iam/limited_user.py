"""A user for each test, of the team books, who may do what the test says and nothing else."""

import json

from region_under_test import Conformance, unique

DENIED = "AccessDeniedException"
BOOKS, GAMES = {"Key": "team", "Value": "books"}, {"Key": "team", "Value": "games"}


class LimitedUser(Conformance):
    region = None  # the module's

    def setUp(self):
        self.iam = self.region.client("iam")
        self.user = unique("ann")
        self.iam.create_user(UserName=self.user, Tags=[BOOKS])
        self.addCleanup(self.remove)
        self.key = self.iam.create_access_key(UserName=self.user)["AccessKey"]

    def remove(self):
        self.iam.delete_access_key(UserName=self.user, AccessKeyId=self.key["AccessKeyId"])
        for name in self.iam.list_user_policies(UserName=self.user)["PolicyNames"]:
            self.iam.delete_user_policy(UserName=self.user, PolicyName=name)
        self.iam.delete_user(UserName=self.user)

    def client(self, service):
        return self.region.client(service, keys=self.key)

    def may(self, action, condition, resource="*"):
        self.says({"Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition})

    def says(self, *statements):
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.iam.put_user_policy(UserName=self.user, PolicyName="own", PolicyDocument=document)

    def denied(self, call, code=DENIED, status=400, **arguments):
        self.refused_like(call, code, ".*(not authorized|denied).*", status=status, **arguments)
