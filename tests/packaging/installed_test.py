"""The programs as `cmake --install` puts them, far from the tree that they were built in."""

import os
import pathlib
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
from program import Surroundings, end, read_until  # noqa: E402

RESOURCES = pathlib.Path(__file__).resolve().parents[2] / "resources"
BUILD = os.environ.get("BUILD", "build/release")
CMAKE = os.environ.get("CMAKE", "cmake")
CONFIGURATION = os.environ.get("CONFIGURATION", "release")


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.here = Surroundings()
        cls.addClassCleanup(cls.here.close)
        cls.prefix = cls.here.folder / "prefix"
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", cls.prefix], check=True, stdout=subprocess.DEVNULL)

    def start(self, *arguments, program=None):
        return self.here.start(*arguments, program=program or self.prefix / "bin" / "resilient-service")

    def succeeds(self, *arguments, **options):
        process = self.start(*arguments, **options)
        output, _ = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, output)
        return output

    def test_it_is_what_it_needs_and_nothing_else(self):
        files = {str(path.relative_to(self.prefix)) for path in self.prefix.rglob("*") if path.is_file()}
        shared = {f"share/resilient-service/{name}" for name in (
            "README.md", "experiment_policy.json", "instance_policy.json", "recommendations.json", "server.py",
            "server_startup_script.sh",
            "ssm_only_policy.json", "testing/javascript/package.json", "testing/javascript/region.mjs",
            "testing/python/pyproject.toml", "testing/python/resilient_service/__init__.py",
            "testing/python/resilient_service/pytest_plugin.py", "apparmor/resilient-service",
            *(str(path.relative_to(RESOURCES)) for path in RESOURCES.glob("experiments/*.json")),
        )}
        programs = {"bin/resilient-service", "bin/recommendation-server",
                    *(f"libexec/resilient-service/{name}"
                      for name in ("instance-supervisor", "vpc-router", "haproxy-launcher", "delay-line"))}
        around = {
            "include/resilient_service/testing/embedded_region.h", "lib/libresilient_service_testing.a",
            *(f"lib/cmake/resilient_service/resilient_service-config{what}.cmake"
              for what in ("", "-version", f"-{CONFIGURATION}")),
            "lib/systemd/system/resilient-service-region.service",
            "share/bash-completion/completions/resilient-service",
            "share/doc/resilient-service/changelog.gz", "share/doc/resilient-service/copyright",
            "share/fish/vendor_completions.d/resilient-service.fish",
            "share/man/man1/recommendation-server.1.gz", "share/man/man1/resilient-service.1.gz",
            "share/zsh/vendor-completions/_resilient-service",
        }
        self.assertEqual(files, programs | shared | around)
        for name in programs:
            self.assertTrue(os.access(self.prefix / name, os.X_OK), name)

    def test_help_needs_nothing(self):
        self.assertIn("create everything", self.succeeds("deploy", "--help"))

    def test_the_workflow_finds_its_files(self):
        """Also through a link, as from a folder of the PATH."""
        link = self.here.folder / "anywhere"
        link.symlink_to(self.prefix / "bin" / "resilient-service")
        region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data", "--speed", "50",
                            program=link)
        self.addCleanup(end, region)
        read_until(region.stdout, "^ready$")
        self.succeeds("deploy", "--auto", "--port", "8099", program=link)
        self.assertIn("doc-example", self.succeeds("status"))
        self.succeeds("destroy", "--auto")
        end(region)
        self.assertEqual(self.here.wait_until_gone(), [])


if __name__ == "__main__":
    unittest.main()
