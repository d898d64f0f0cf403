"""Deploy is killed and interrupted at each of its steps, over the wire; another process then finds and deletes it all."""

import json
import pathlib
import re
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "scenario"))
from person import Person  # noqa: E402
from program import Surroundings, end, read_until  # noqa: E402

# What deploy says at the end of each step, or in its middle where it lasts.
STEPS = [
    "health-check to 'shallow'",
    "Creating table",
    "Populated table",
    "Created policy",
    "Created role",
    "Created profile",
    "Created launch template",
    "Created EC2 Auto Scaling group",
    "Created load balancing target group",
    "Created load balancer",
    "Load balancer is available",
    "Created listener",
    "Attached load balancer target group",
    "Got connection error",
    "Authorized ingress",
    "Your load balancer is ready",
]
SPEED = 50


class OnARegion(unittest.TestCase):
    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)
        self.region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data",
                                 "--speed", SPEED)
        read_until(self.region.stdout, "^ready$")

    def start(self, *arguments, **options):
        process = self.here.start(*arguments, **options)
        self.addCleanup(end, process)
        return process

    def existing(self):
        status, output = self.here.run("status", "--json")
        self.assertEqual(status, 0, output)
        return json.loads(output)["existing"]

    def instances(self):
        return [line for line in self.here.processes().values() if "recommendation-server" in line]

    def assert_destroy_leaves_nothing(self):
        status, output = self.here.run("destroy", "--auto")
        self.assertEqual(status, 0, output)
        self.assertEqual(self.existing(), [])
        self.assertEqual(self.instances(), [])

    def stop_deploy_at(self, step, sent):
        process = self.start("deploy", "--auto")
        said = read_until(process.stdout, re.escape(step))
        process.send_signal(sent)
        output, _ = process.communicate(timeout=60)
        return process.returncode, said + output


class Killed(OnARegion):
    def test_at_each_step_of_deploy(self):
        for step in STEPS:
            with self.subTest(step):
                self.stop_deploy_at(step, signal.SIGKILL)
                self.assertNotEqual(self.existing(), [])
                self.assert_destroy_leaves_nothing()

    def test_and_deployed_again_it_is_complete(self):
        for step in STEPS[1::5]:
            with self.subTest(step):
                self.stop_deploy_at(step, signal.SIGKILL)
                status, output = self.here.run("deploy", "--auto")
                self.assertEqual(status, 0, output)
                self.assertEqual(len(self.existing()), 15)
                self.assert_destroy_leaves_nothing()

    def test_in_the_middle_of_destroy(self):
        for step in ("Deleted load balancer", "Stopping i-", "Deleted instance profile"):
            with self.subTest(step):
                status, output = self.here.run("deploy", "--auto")
                self.assertEqual(status, 0, output)
                process = self.start("destroy", "--auto")
                read_until(process.stdout, re.escape(step))
                process.kill()
                process.wait()
                self.assert_destroy_leaves_nothing()


class Interrupted(OnARegion):
    def test_at_each_step_of_deploy_it_says_how_to_clean_up(self):
        for step in STEPS:
            with self.subTest(step):
                status, output = self.stop_deploy_at(step, signal.SIGINT)
                self.assertEqual(status, 0 if step == STEPS[-1] and "Interrupted" not in output else 130, output)
                if status == 130:
                    self.assertIn("        resilient-service destroy\n", output)
                self.assert_destroy_leaves_nothing()

    def test_with_a_prefix_the_command_names_it(self):
        process = self.start("deploy", "--auto", "--prefix", "mine")
        read_until(process.stdout, "Created role")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
        command = re.search(r"^ +resilient-service (.*)$", output, re.MULTILINE).group(1)
        self.assertEqual(command, "--prefix mine destroy")
        self.assertEqual(self.existing(), [], "nothing has the usual names")
        status, output = self.here.run(*command.split(), "--auto")
        self.assertEqual(status, 0, output)
        self.assertIn("Deleted role mine-resilience-role.", output)


class UnderAPipe(OnARegion):
    """`| head`: whoever reads the output goes."""

    def start_unread(self, *arguments):
        process = self.start(*arguments, stderr=subprocess.PIPE)
        self.addCleanup(process.stderr.close)
        return process

    def test_deploy_says_how_to_clean_up_on_standard_error(self):
        process = self.start_unread("deploy", "--auto")
        read_until(process.stdout, "Created role")
        process.stdout.close()
        said = process.stderr.read()
        self.assertEqual(process.wait(60), 130, said)
        self.assertIn("        resilient-service destroy\n", said)
        self.assertNotEqual(self.existing(), [])
        self.assert_destroy_leaves_nothing()

    def test_status_has_nothing_to_say_to_nobody(self):
        process = self.start_unread("status")
        process.stdout.close()
        self.assertEqual(process.stderr.read(), "")
        self.assertEqual(process.wait(60), 130)


class AtATerminal(OnARegion):
    def deploying(self):
        person = Person(self.start, "deploy")
        self.addCleanup(person.leaves)
        person.waits_for("Press Enter")
        person.says("")
        person.waits_for("Created role")
        person.presses_ctrl_c()
        person.waits_for(r"Do you want to delete what has been created\? .*\(y/n\)")
        return person

    def test_yes_deletes_it(self):
        person = self.deploying()
        person.says("y")
        self.assertEqual(person.sees_it_end(), 130, person.text)
        self.assertIn("Thanks for watching!", person.text)
        self.assertEqual(self.existing(), [])

    def test_no_leaves_it_and_tells_the_command(self):
        person = self.deploying()
        person.says("n")
        self.assertEqual(person.sees_it_end(), 130)
        self.assertIn("resilient-service destroy", person.text)
        self.assertNotEqual(self.existing(), [])
        self.assert_destroy_leaves_nothing()

    def test_a_second_time_leaves_at_once(self):
        person = self.deploying()
        person.presses_ctrl_c()
        self.assertEqual(person.sees_it_end(), 130)
        self.assertIn("resilient-service destroy", person.text)
        self.assertNotEqual(self.existing(), [])
        self.assert_destroy_leaves_nothing()

    def test_a_second_time_during_the_deleting_leaves_at_once_too(self):
        person = self.deploying()
        person.says("y")
        person.waits_for("Deleting table|Deleted role")
        person.presses_ctrl_c()
        self.assertEqual(person.sees_it_end(), 130)
        self.assert_destroy_leaves_nothing()


if __name__ == "__main__":
    unittest.main()
