"""The whole workflow as a newcomer runs it: real processes, sockets, signals and disks."""

import json
import re
import shutil
import signal
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from page import Page
from person import Person
from program import PROGRAMS, Surroundings, end, read_until

STAGES = [
    "initial", "broken dependency", "static response", "bad credentials", "deep health check", "replace", "fail open",
    "a zone goes dark", "the zone is back", "slow dependency", "starved host", "destroyed",
]


DISTURBED = STAGES[7:11]  # by experiments


class WithSurroundings(unittest.TestCase):
    def setUp(self):
        self.here = Surroundings()
        self.addCleanup(self.here.close)

    def start(self, *arguments, **options):
        process = self.here.start(*arguments, **options)
        self.addCleanup(end, process)
        return process

    def assert_nothing_left(self):
        self.assertEqual(self.here.wait_until_gone(), [])

    def assert_one_line(self, output, text):
        self.assertEqual(output.count("\n"), 1, output)
        self.assertIn(text, output)


class Run(WithSurroundings):
    def test_every_stage_shows_what_it_must(self):
        data, page, comment = reports = [self.here.folder / f"report.{kind}" for kind in ("json", "html", "md")]
        status, output = self.here.run("run", "--auto", *(word for file in reports for word in ("--report", file)))
        self.assertEqual(status, 0, output)
        shown = json.loads(data.read_text())
        self.assertTrue(shown["ok"])
        self.assertIn(f"resilient-service run --auto --report {data}", shown["command_line"])
        self.assertEqual([stage["name"] for stage in shown["stages"]], STAGES)
        self.assertTrue(all(stage["ok"] for stage in shown["stages"]), output)
        self.assertNotIn("[error]", output)
        self.assert_nothing_left()
        self.assert_page_shows(Page(page), shown)
        self.assert_comment_shows(comment.read_text())

    def assert_page_shows(self, page, shown):
        stages = page.rows("What each stage must show, and what it did show")
        self.assertEqual([(row["stage"], row["verdict"]) for row in stages], [(stage, "ok") for stage in STAGES])
        self.assertEqual(page.marks("mark"), sum(len(stage["replies"]) for stage in shown["stages"]))
        errors = [row for row in page.rows("What the service answered") if row["answer"].isdigit()]
        self.assertEqual(page.marks("error"), sum(int(row["times"]) for row in errors))
        [broken] = [row for row in errors if row["stage"] == "broken dependency"]
        self.assertEqual(broken["answer"], "502")
        self.assertGreaterEqual(int(broken["times"]), 12)

        changes = {row["change"]: float(row["at second"]) for row in page.rows("What the program changed")}
        poisoned = next(change.split()[1] for change in changes if "has profile" in change)
        health = [row for row in page.rows("The health of the targets") if row["target"] == poisoned]
        self.assertEqual([row["state"] for row in health][-3:], ["unhealthy", "draining", "gone"])
        unhealthy = health[-3]
        self.assertIn("[503]", unhealthy["reason"])
        deep = changes["doc-example-resilient-architecture-health-check = deep"]
        self.assertGreater(float(unhealthy["from second"]), deep)
        self.assertGreaterEqual(float(unhealthy["to second"]), changes[f"instance {poisoned} terminated"])
        self.assertEqual(re.findall(r"https?://(?!127\.)\S*", page.text), [])

        experiments = page.rows("Experiments of the Fault Injection Service")
        self.assertEqual([row["experiment"] for row in experiments], [each["id"] for each in shown["experiments"]])
        self.assertEqual(len(experiments), 3)
        self.assertEqual(page.bars("experiment"), 3)
        steady = page.rows("What had to hold all through a stage")
        self.assertEqual([(row["stage"], row["verdict"]) for row in steady], [(stage, "held") for stage in DISTURBED])

    def assert_comment_shows(self, text):
        self.assertTrue(text.startswith("### ✅ 12 of 12 stages right"), text)
        self.assertLessEqual(text.count("\n"), 30)
        for stage in STAGES:
            self.assertIn(f"\n| {stage} | ok |", text)

    def test_two_at_once_do_not_meet(self):
        first, second = (self.start("run", "--auto") for _ in range(2))
        outputs = [process.communicate(timeout=170)[0] for process in (first, second)]
        self.assertEqual([first.returncode, second.returncode], [0, 0], "\n".join(outputs))
        self.assert_nothing_left()

    def test_an_interrupt_at_any_stage_leaves_nothing(self):
        for moment, sent in {
            "Created EC2 Auto Scaling group": signal.SIGINT,
            "failure-response to 'static'": signal.SIGTERM,
            "Rebooting instance": signal.SIGINT,
            "Terminated instance": signal.SIGTERM,
            "Started experiment": signal.SIGINT,
        }.items():
            with self.subTest(moment):
                process = self.start("run", "--auto")
                read_until(process.stdout, re.escape(moment))
                process.send_signal(sent)
                output, _ = process.communicate(timeout=60)
                self.assertEqual(process.returncode, 130, output)
                self.assertIn("INFO: Table doc-example-recommendation-service deleted.", output)
                self.assert_nothing_left()

    def test_nothing_survives_being_killed(self):
        process = self.start("run", "--auto")
        read_until(process.stdout, "failure-response to 'static'")
        self.assertGreater(len(self.here.processes()), 5)
        process.kill()
        process.wait()
        self.assert_nothing_left()

    def test_a_person_at_a_terminal_who_wants_to_see_everything(self):
        person = Person(self.start, "run")
        self.addCleanup(person.leaves)
        choices = iter("123" * 11)
        while question := person.reads(r"Which action would you like to take\?|\(y/n\)|Press Enter", seconds=150):
            person.says({"W": lambda: next(choices), "(": lambda: "y", "P": lambda: ""}[question.group()[0]]())
        self.assertEqual(person.sees_it_end(), 0, person.text)
        self.assertEqual(person.text.count("Which action would you like to take?"), 11 * 3, person.text)
        self.assertIn("Checking the health of load balancer targets:", person.text)
        self.assertIn("Response:", person.text)
        self.assert_nothing_left()

    def test_lines_end_with_a_word_where_the_window_ends(self):
        person = Person(self.start, "run", columns=50)
        self.addCleanup(person.leaves)
        person.waits_for("Press Enter")
        person.presses_ctrl_c()
        self.assertEqual(person.sees_it_end(), 130, person.text)
        seen = re.sub(r"\x1b\[[0-9]*m", "", person.text).splitlines()
        self.assertEqual([line for line in seen if len(line) > 50 and " " in line], [])  # an address is one word
        self.assertIn("This demo creates AWS resources that together make", seen)
        self.assertIn("          for its recommendations.", seen)

    def test_a_person_who_leaves_at_the_first_question_leaves_nothing(self):
        person = Person(self.start, "run")
        self.addCleanup(person.leaves)
        person.waits_for("Press Enter")
        person.presses_ctrl_c()
        self.assertEqual(person.sees_it_end(), 130, person.text)
        self.assertIn("Nothing has been created.", person.text)
        self.assertNotIn("delete what has been created", person.text)
        self.assert_nothing_left()


class Region(WithSurroundings):
    def start_region(self):
        region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data")
        read_until(region.stdout, "^ready$")
        return region

    def get(self, url):
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def test_killed_and_started_again(self):
        region = self.start_region()
        status, output = self.here.run("deploy", "--auto")
        self.assertEqual(status, 0, output)
        endpoint = re.search(r"http://127\.31\.[0-9.:]+", output).group()
        _, before = self.here.run("status")

        region.kill()
        region.wait()
        self.assertEqual([p for p in self.wait_for_no_processes()], [])
        killed = time.monotonic()
        self.start_region()
        while self.get(endpoint) != 200:
            self.assertLess(time.monotonic() - killed, 30, "the service did not come back")
            time.sleep(0.02)
        print(f"first 200 after {time.monotonic() - killed:.1f} s", end=" ")

        _, after = self.here.run("status")
        endpoints = [re.findall(r"http://127\.31\.[0-9.:]+", text) for text in (before, after)]
        self.assertEqual(*endpoints)
        status, output = self.here.run("demo", "--auto", "--stages", "aws")
        self.assertEqual(status, 0, output)
        status, output = self.here.run("destroy", "--auto")
        self.assertEqual(status, 0, output)

    def wait_for_no_processes(self, seconds=15):
        deadline = time.monotonic() + seconds
        while self.here.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.here.processes().values()

    def test_phases_one_by_one_and_the_small_commands(self):
        region = self.start_region()
        status, output = self.here.run("hello")
        self.assertEqual(status, 0, output)
        for phase in ("deploy", "status", "hello", "logs", "demo", "destroy", "status", "destroy"):
            arguments = [phase] if phase in ("hello", "logs", "status") else [phase, "--auto"]
            status, output = self.here.run(*arguments)
            self.assertEqual(status, 0, f"{phase}:\n{output}")
            if phase == "logs":
                self.assertEqual(len(re.findall(r"^==> i-[0-9a-f]{17} \(running\) <==$", output, re.MULTILINE)), 3, output)
        status, output = self.here.run("logs", "i-0123456789abcdef0")
        self.assertEqual(status, 1, output)
        self.assert_one_line(output, "The instance ID 'i-0123456789abcdef0' does not exist")
        region.terminate()
        self.assertEqual(region.wait(20), 0)
        self.assertEqual(list(self.wait_for_no_processes()), [])

    def test_a_data_folder_has_one_region(self):
        self.start_region()
        status, output = self.here.run("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data")
        self.assertEqual(status, 1)
        self.assert_one_line(output, "in use")


class BadInput(WithSurroundings):
    def assert_refused(self, status, text, *arguments):
        with self.subTest(arguments):
            seen, output = self.here.run(*arguments, timeout=20)
            self.assertEqual(seen, status, output)
            self.assertEqual(output.count("\n"), 1, output)
            self.assertIn(text, output)
            self.assert_nothing_left()

    def test_is_refused_in_one_line_before_anything_is_created(self):
        self.assert_refused(2, "--group-size must be at least 1;", "run", "--group-size", "0")
        self.assert_refused(2, "--group-size must be at least 1;", "run", "--group-size", "-3")
        self.assert_refused(2, "--colour", "run", "--colour")
        self.assert_refused(2, "fly", "fly")
        self.assert_refused(2, "--aws", "run", "--aws")
        self.assert_refused(2, "--prefix", "run", "--prefix", "My_Team")
        self.assert_refused(2, "HOST:PORT", "region", "--listen", "nowhere")
        self.assert_refused(2, "--data", "region", "--ephemeral", "--data", "anywhere")
        self.assert_refused(1, "resilient-service region", "status")
        self.assert_refused(1, "resilient-service region", "deploy", "--auto")
        self.assert_refused(1, "missing-folder", "run", "--auto", "--resources", "missing-folder")
        self.assert_refused(1, "/nowhere/report.json", "run", "--auto", "--report", "/nowhere/report.json")
        self.assert_refused(1, "/proc/no", "region", "--listen", "127.0.0.1:0", "--data", "/proc/no")

    def test_a_port_that_is_taken(self):
        region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data")
        text = read_until(region.stdout, "^ready$")
        address = re.search(r"http://([0-9.:]+)", text).group(1)
        status, output = self.here.run("region", "--listen", address, "--data", self.here.folder / "other")
        self.assertEqual(status, 1, output)
        self.assertEqual(output.count("\n"), 1, output)
        self.assertIn(address.split(":")[1], output)

    def test_whoever_names_an_identity_gets_that_one_or_an_error(self):
        region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data")
        exports = dict(re.findall(r"^export (\w+)=(\S+)$", read_until(region.stdout, "^ready$"), re.MULTILINE))
        endpoint = ["--endpoint-url", exports["AWS_ENDPOINT_URL"]]
        status, output = self.here.run("hello", *endpoint)
        self.assertEqual(status, 0, output)
        status, output = self.here.run("hello", *endpoint, "--profile", "no-such-profile")
        self.assertEqual(status, 1, output)
        self.assert_one_line(output, "there is no profile 'no-such-profile'")
        strange = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret"}
        status, output = self.here.run("hello", *endpoint, environment=strange)
        self.assertEqual(status, 1, output)
        self.assertIn("The security token included in the request is invalid.", output)
        status, output = self.here.run("hello", *endpoint, environment=exports)
        self.assertEqual(status, 0, output)

    def test_who_only_looks_or_deletes_needs_no_resources(self):
        region = self.start("region", "--listen", "127.0.0.1:0", "--data", self.here.folder / "data")
        read_until(region.stdout, "^ready$")
        for command in ("status", "destroy"):
            status, output = self.here.run(command, "--auto", "--resources", "missing-folder")
            self.assertEqual(status, 0, output)
        status, output = self.here.run("deploy", "--auto", "--resources", "missing-folder")
        self.assertEqual(status, 1, output)

    def test_an_installed_program_finds_its_resources(self):
        installed = self.here.folder / "usr"
        shutil.copytree(PROGRAMS, installed / "bin")
        shutil.copytree(find_resources(), installed / "share" / "resilient-service")
        link = self.here.folder / "resilient-service"
        link.symlink_to(installed / "bin" / "resilient-service")
        process = self.start("run", "--auto", program=link)
        said = read_until(process.stdout, "Populated table")
        self.assertIn(f"with items from {installed}/share/resilient-service/recommendations.json", said)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    def test_a_resource_file_that_is_not_json_is_named_with_its_line(self):
        resources = self.here.folder / "resources"
        subprocess.run(["cp", "-r", str(find_resources()), str(resources)], check=True)
        (resources / "recommendations.json").write_text('[\n  {"MediaType": \n oops}]\n')
        status, output = self.here.run("run", "--auto", "--resources", resources)
        self.assertEqual(status, 1, output)
        self.assertRegex(output, r"recommendations\.json: line 3: not JSON")
        self.assertEqual(output.count("\n"), 1, output)
        self.assert_nothing_left()


def find_resources():
    for folder in PROGRAMS.parents:
        if (folder / "resources" / "recommendations.json").exists():
            return folder / "resources"
    raise AssertionError("no resources")


if __name__ == "__main__":
    unittest.main()
