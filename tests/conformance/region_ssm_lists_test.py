"""Parameters by path, version and label, and commands as they are listed and cancelled, as boto3 sees them."""

import unittest

from deployment import MANAGED, Deployment
from region_under_test import Conformance, region_for_module, unique, until

NO_COMMAND = "11111111-2222-3333-4444-555555555555"


def setUpModule():
    global region, ssm
    region = region_for_module()
    ssm = region.client("ssm")


class Parameters(Conformance):
    def setUp(self):
        self.root = "/" + unique("app")

    def put(self, name, value="a value", **more):
        answer = ssm.put_parameter(Name=self.root + name, Value=value, **{"Type": "String", **more})
        if not more.get("Overwrite"):
            self.addCleanup(ssm.delete_parameters, Names=[self.root + name])
        return answer

    def test_by_path(self):
        for name in ("/db/host", "/db/port", "/name"):
            self.put(name)
        def names(answer):
            return [parameter["Name"] for parameter in answer["Parameters"]]

        self.assertEqual(names(ssm.get_parameters_by_path(Path=self.root)), [self.root + "/name"])
        pages = ssm.get_paginator("get_parameters_by_path").paginate(
            Path=self.root, Recursive=True, PaginationConfig={"PageSize": 2}
        )
        self.assertEqual(
            [name for page in pages for name in names(page)],
            [self.root + name for name in ("/db/host", "/db/port", "/name")],
        )
        images = ssm.get_parameters_by_path(Path="/aws/service/ami-amazon-linux-latest")
        self.assertTrue(all(parameter["Value"].startswith("ami-") for parameter in images["Parameters"]))
        self.refused_like(
            ssm.get_parameters_by_path, "ValidationException", ".*must begin with a forward slash.*", Path="app"
        )

    def test_history_and_labels(self):
        name = self.root + "/name"
        self.put("/name", "one", Description="first")
        self.put("/name", "two", Overwrite=True)
        answer = ssm.label_parameter_version(Name=name, ParameterVersion=1, Labels=["stable", "9lives"])
        self.assertEqual((answer["InvalidLabels"], answer["ParameterVersion"]), (["9lives"], 1))
        self.assertEqual(ssm.get_parameter(Name=f"{name}:stable")["Parameter"]["Value"], "one")
        history = ssm.get_parameter_history(Name=name)["Parameters"]
        self.assertEqual([entry["Value"] for entry in history], ["one", "two"])
        self.assertEqual([entry["Labels"] for entry in history], [["stable"], []])
        self.assertEqual(history[0]["Description"], "first")
        self.assertRegex(history[0]["LastModifiedUser"], "^arn:aws:")
        gone = ssm.unlabel_parameter_version(Name=name, ParameterVersion=1, Labels=["stable", "other"])
        self.assertEqual((gone["RemovedLabels"], gone["InvalidLabels"]), (["stable"], ["other"]))
        self.refused_like(ssm.get_parameter, "ParameterVersionNotFound", ".+", Name=f"{name}:stable")
        self.refused_like(ssm.get_parameter_history, "ParameterNotFound", ".+", Name="no-such-parameter")

    def test_described_with_filters_and_tags(self):
        self.put("/plain")
        self.put("/secret", "hidden", Type="SecureString")
        secret = self.root + "/secret"
        ssm.add_tags_to_resource(
            ResourceType="Parameter", ResourceId=secret, Tags=[{"Key": "team", "Value": "a"}, {"Key": "x", "Value": "y"}]
        )
        ssm.remove_tags_from_resource(ResourceType="Parameter", ResourceId=secret, TagKeys=["x"])
        self.assertEqual(
            ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=secret)["TagList"],
            [{"Key": "team", "Value": "a"}],
        )
        below = {"Key": "Path", "Option": "Recursive", "Values": [self.root]}
        for condition in ({"Key": "Type", "Values": ["SecureString"]}, {"Key": "tag:team", "Values": ["a"]}):
            found = ssm.describe_parameters(ParameterFilters=[below, condition])["Parameters"]
            self.assertEqual([parameter["Name"] for parameter in found], [secret])
            self.assertEqual(found[0]["KeyId"], "alias/aws/ssm")
            self.assertNotIn("Value", found[0])
        sealed = ssm.get_parameter(Name=secret)["Parameter"]["Value"]
        self.assertNotIn("hidden", sealed)
        opened = ssm.get_parameter(Name=secret, WithDecryption=True)["Parameter"]["Value"]
        self.assertEqual(opened, "hidden")
        self.refused_like(
            ssm.describe_parameters, "InvalidFilterOption", ".*Valid options include.*",
            ParameterFilters=[{**below, "Option": "Equals"}],
        )
        self.refused_like(
            ssm.add_tags_to_resource, "InvalidResourceId", ".*", ResourceType="Parameter", ResourceId="no-such",
            Tags=[{"Key": "k", "Value": "v"}],
        )

    def test_several_are_deleted(self):
        self.put("/one")
        answer = ssm.delete_parameters(Names=[self.root + "/one", "no-such-parameter"])
        self.assertEqual(answer["DeletedParameters"], [self.root + "/one"])
        self.assertEqual(answer["InvalidParameters"], ["no-such-parameter"])


class Commands(Conformance):
    @classmethod
    def setUpClass(cls):
        cls.here = Deployment(region, cls.addClassCleanup)
        group = cls.here.group(1, cls.here.profile(MANAGED), "#!/bin/bash\n")
        [cls.instance] = cls.here.in_service(group)

    def status(self, command):
        return self.here.invocation(command, self.instance)["Status"]

    def test_they_are_listed(self):
        self.here.run(self.instance, "echo listed")
        [latest, *_] = ssm.list_commands(InstanceId=self.instance)["Commands"]
        self.assertEqual((latest["Status"], latest["CompletedCount"], latest["TargetCount"]), ("Success", 1, 1))
        [invocation] = ssm.list_command_invocations(CommandId=latest["CommandId"], Details=True)["CommandInvocations"]
        self.assertEqual(invocation["InstanceId"], self.instance)
        self.assertEqual(invocation["CommandPlugins"][0]["Output"], "listed\n")
        self.assertEqual(invocation["CommandPlugins"][0]["Name"], "aws:runShellScript")
        failed = ssm.list_commands(Filters=[{"key": "Status", "value": "Failed"}])["Commands"]
        self.assertNotIn(latest["CommandId"], [command["CommandId"] for command in failed])
        self.refused_like(ssm.list_commands, "InvalidCommandId", ".*", CommandId=NO_COMMAND)
        self.assertEqual(ssm.list_command_invocations(CommandId=NO_COMMAND)["CommandInvocations"], [])

    def test_a_cancelled_one_leaves_no_process(self):
        command = self.here.send(self.instance, "echo $$ > endless.pid", "sleep 1000")
        until(lambda: self.status(command) == "InProgress", "the command is under way")
        pid = until(lambda: self.here.run(self.instance, "cat endless.pid 2>/dev/null || true").strip(), "it has begun")
        ssm.cancel_command(CommandId=command, InstanceIds=[self.instance])
        until(lambda: self.status(command) == "Cancelled", "the command is cancelled")
        self.assertEqual(self.here.run(self.instance, f"kill -0 {pid} 2>/dev/null || echo gone").strip(), "gone")
        [listed] = ssm.list_commands(CommandId=command)["Commands"]
        self.assertEqual(listed["Status"], "Cancelled")
        self.refused_like(ssm.cancel_command, "InvalidCommandId", ".*", CommandId=NO_COMMAND)

    def test_power_shell_is_not_for_linux(self):
        self.refused_like(
            ssm.send_command, "UnsupportedPlatformType", f".*{self.instance}.*", InstanceIds=[self.instance],
            DocumentName="AWS-RunPowerShellScript", Parameters={"commands": ["Get-Date"]},
        )


if __name__ == "__main__":
    unittest.main()
