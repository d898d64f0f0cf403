"""The Debian package that cpack makes, unpacked: what is in it, and that it works there, in other people's tests."""

import gzip
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True  # the folder of the sources stays clean
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "scenario"))
from program import Surroundings, end, read_until  # noqa: E402

BUILD = os.environ.get("BUILD", "build/release")
CMAKE = os.environ.get("CMAKE", "cmake")
CPACK = pathlib.Path(shutil.which(CMAKE)).with_name("cpack")
PYTHON = "/usr/bin/python3"


def output_of(*command, **options):
    run = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         check=False, **options)
    if run.returncode != 0:
        raise AssertionError(f"{command} ended with {run.returncode}:\n{run.stdout}")
    return run.stdout


class DebianPackage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.here = Surroundings()
        cls.addClassCleanup(cls.here.close)
        made = cls.here.folder / "made"
        output_of(CPACK, "-G", "DEB", "-B", made, cwd=BUILD)
        (cls.package,) = made.glob("*.deb")
        cls.unpacked = cls.here.folder / "unpacked"
        output_of("dpkg-deb", "-x", cls.package, cls.unpacked)
        cls.usr = cls.unpacked / "usr"
        cls.path = f"{cls.usr}/bin:{cls.here.environment['PATH']}"

    def field(self, name):
        return output_of("dpkg-deb", "-f", self.package, name).strip()

    def test_depends_on_what_it_runs_and_loads(self):
        needed = set(re.findall(r"(?:^|, )([a-z0-9.+-]+)", self.field("Depends")))
        for package in ("haproxy", "libcurl4", "libc6", "libsqlite3-0", "libssl3"):
            self.assertIn(package, needed)
        self.assertNotIn("python", self.field("Depends"))
        self.assertEqual(self.field("Recommends"), "uidmap, slirp4netns")

    def test_has_nothing_that_runs_when_it_is_installed(self):
        control = self.here.folder / "control"
        output_of("dpkg-deb", "-e", self.package, control)
        self.assertEqual({file.name for file in control.iterdir()}, {"control", "md5sums"})
        self.assertFalse((self.unpacked / "etc").exists())  # where a unit would be enabled

    def test_its_manual_can_be_read(self):
        for page in ("resilient-service.1.gz", "recommendation-server.1.gz"):
            text = gzip.decompress((self.usr / "share" / "man" / "man1" / page).read_bytes()).decode()
            self.assertIn(".SH SYNOPSIS", text)
        self.assertIn("Apache-2.0", (self.usr / "share" / "doc" / "resilient-service" / "copyright").read_text())

    @unittest.skipUnless(shutil.which("lintian"), "lintian is not installed")
    def test_lintian_finds_no_error(self):
        said = output_of("lintian", "--allow-root", "--fail-on", "error", self.package)
        self.assertNotIn("E: ", said)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "systemd is not installed")
    def test_its_unit_is_understood(self):
        unit = self.usr / "lib" / "systemd" / "system" / "resilient-service-region.service"
        here = self.here.folder / unit.name
        here.write_text(unit.read_text().replace("ExecStart=", f"ExecStart={self.usr}/bin/"))
        self.assertEqual(output_of("systemd-analyze", "verify", "--man=no", here), "")

    def test_the_region_runs_instances_from_there(self):
        """Which takes all three programs."""
        region = self.here.start("region", "--ephemeral", "--listen", "127.0.0.1:0", "--speed", "50",
                                 program=self.usr / "bin" / "resilient-service", stdin=subprocess.PIPE)
        self.addCleanup(end, region)
        self.addCleanup(region.stdin.close)
        exports = dict(re.findall(r"^export (\w+)=(\S+)$", read_until(region.stdout, "^ready$"), re.MULTILINE))
        deploy = self.here.start("deploy", "--auto", "--port", 8098, program=self.usr / "bin" / "resilient-service",
                                 environment=exports)
        self.addCleanup(end, deploy)
        read_until(deploy.stdout, "Created listener")
        deploy.kill()
        running = " ".join(self.here.processes().values())
        self.assertIn("libexec/resilient-service/instance-supervisor", running)

    def test_the_example_in_cpp(self):
        build = self.here.folder / "example"
        output_of(CMAKE, "-S", ROOT / "examples" / "cpp", "-B", build, f"-DCMAKE_PREFIX_PATH={self.usr}")
        output_of(CMAKE, "--build", build)
        said = output_of(build / "caller_test", env={**self.here.environment, "PATH": self.path})
        self.assertEqual(said, "right: the administrator is known\nright: a guess is refused\n")
        self.assertEqual(self.here.wait_until_gone(), [])

    def test_the_example_in_python(self):
        modules = self.here.folder / "modules"
        output_of(PYTHON, "-m", "pip", "install", "--quiet", "--root-user-action=ignore", "--no-index",
                  "--no-build-isolation", "--target", modules, self.usr / "share/resilient-service/testing/python",
                  env=self.here.environment)
        said = output_of(PYTHON, "-m", "pytest", "-p", "no:cacheprovider", ROOT / "examples" / "python",
                         cwd=self.here.folder,
                         env={**self.here.environment, "PATH": self.path, "PYTHONPATH": str(modules),
                              "PYTHONDONTWRITEBYTECODE": "1"})
        self.assertIn("2 passed", said)
        self.assertEqual(self.here.wait_until_gone(), [])


if __name__ == "__main__":
    unittest.main()
