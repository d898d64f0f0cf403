"""The metadata files and the code agree: every tag has its snippet and every snippet its tag."""

import collections
import pathlib
import sys
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path.insert(0, str(ROOT / "scripts"))
from snippets import MARK, snippets  # noqa: E402

# The actions of the workflow's specification.
ACTIONS = {
    "elastic-load-balancing-v2": (
        "elbv2",
        "CreateListener CreateLoadBalancer CreateTargetGroup DeleteLoadBalancer DeleteTargetGroup "
        "DescribeLoadBalancers DescribeTargetGroups DescribeTargetHealth",
    ),
    "auto-scaling": ("auto-scaling", "AttachLoadBalancerTargetGroups"),
    "iam": ("iam", "CreateInstanceProfile DeleteInstanceProfile"),
    "ec2": (
        "ec2",
        "CreateLaunchTemplate DeleteLaunchTemplate DescribeIamInstanceProfileAssociations DescribeSubnets "
        "DescribeVpcs ReplaceIamInstanceProfileAssociation",
    ),
}


def metadata(name):
    return yaml.safe_load((ROOT / "metadata" / f"{name}_metadata.yaml").read_text())


def every_entry():
    for file in sorted((ROOT / "metadata").glob("*.yaml")):
        yield from yaml.safe_load(file.read_text()).items()


def excerpts(entry):
    (version,) = entry["languages"]["C++"]["versions"]
    return version["excerpts"]


def tags_in_metadata():
    return [tag for _, entry in every_entry() for excerpt in excerpts(entry) for tag in excerpt.get("snippet_tags", [])]


class Metadata(unittest.TestCase):
    def test_every_action_of_the_specification_has_its_entry(self):
        for folder, (service, names) in ACTIONS.items():
            entries = metadata(folder)
            expected = {f"{folder}_{name}" for name in names.split()}
            self.assertEqual({key for key in entries if not key.endswith("_Hello")}, expected)
            for name in names.split():
                entry = entries[f"{folder}_{name}"]
                self.assertEqual(set(entry["services"][folder]), {name})
                self.assertEqual(excerpts(entry)[0]["snippet_tags"], [f"cpp.example_code.{service}.{name}"])

    def test_hello_says_what_it_is(self):
        entry = metadata("elastic-load-balancing-v2")["elastic-load-balancing-v2_Hello"]
        self.assertEqual(entry["category"], "Hello")
        self.assertTrue(entry["title"] and entry["title_abbrev"] and entry["synopsis"])

    def test_every_entry_is_complete(self):
        for key, entry in every_entry():
            with self.subTest(key):
                (version,) = entry["languages"]["C++"]["versions"]
                self.assertEqual(version["sdk_version"], 1)
                self.assertTrue((ROOT / version["github"]).is_dir())
                self.assertIn("sdkguide", version)
                for excerpt in version["excerpts"]:
                    self.assertIn("description", excerpt)
                    self.assertTrue(excerpt.get("snippet_tags") or excerpt.get("snippet_files"))

    def test_service_names_in_titles_are_entities(self):
        for key, entry in every_entry():
            for part in ("title", "title_abbrev", "synopsis"):
                self.assertNotRegex(str(entry.get(part, "")), r"(?<!&)\bAWS\b", key)

    def test_what_has_several_points_is_a_list(self):
        entry = metadata("cross")["cross_ResilientService"]
        self.assertGreater(len(entry["synopsis_list"]), 1)

    def test_files_with_snippets_name_their_licence(self):
        for file in sorted((ROOT / "src").rglob("*.cc")):
            if MARK.search(file.read_text()):
                self.assertTrue(file.read_text().startswith("// SPDX-License-Identifier: Apache-2.0\n"), file)

    def test_every_tag_has_its_snippet_and_every_snippet_its_tag(self):
        repeated = [tag for tag, count in collections.Counter(tags_in_metadata()).items() if count > 1]
        self.assertEqual(repeated, [])
        self.assertEqual(set(tags_in_metadata()), set(snippets()))

    def test_every_snippet_is_a_whole_function_that_calls_its_action(self):
        for tag, snippet in snippets().items():
            text = snippet.text
            with self.subTest(tag):
                self.assertEqual(text.count("{"), text.count("}"))
                self.assertTrue(text.rstrip().endswith("}"), "it ends with its function")
                action = tag.rsplit(".", 1)[1].replace("Hello", "DescribeLoadBalancers")
                self.assertRegex(text, rf"_?\.{action}\(")

    def test_the_workflow_names_files_that_exist(self):
        entry = metadata("cross")["cross_ResilientService"]
        self.assertEqual(entry["title"], "Build and manage a resilient service using an &AWS; SDK")
        for excerpt in excerpts(entry):
            for file in excerpt["snippet_files"]:
                self.assertTrue((ROOT / file).is_file(), file)


if __name__ == "__main__":
    sys.exit(unittest.main())
