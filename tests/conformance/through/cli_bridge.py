"""The AWS CLI as a process that carries out one command after the other: requests on stdin, answers on stdout, a line
of JSON each. It ends when stdin does.

The CLI brings a botocore of its own, which cannot be in one process with boto3's. From the arguments to what is printed
all of it is the CLI; what differs from /usr/bin/aws is that a session and its clients are kept for the next command.
"""

import contextlib
import copy
import io
import json
import os
import pathlib
import sys
import tempfile

from awscli.clidriver import create_clidriver
from botocore import xform_name  # the CLI's own: awscli has to be imported first
from botocore.loaders import create_loader

SETTINGS = """[profile {profile}]
aws_access_key_id = {AccessKeyId}
aws_secret_access_key = {SecretAccessKey}
aws_session_token = {SessionToken}
max_attempts = 1
parameter_validation = {checked}
"""


@contextlib.contextmanager
def left_as_it_was(driver, service, operation):
    """A session is expected to end with its command, which leaves handlers for its own options in it, and arguments,
    whose making has put further handlers in."""
    named, emitter = driver.session.user_agent_extra, driver.session.get_component("event_emitter")
    before = copy.copy(emitter)
    yield
    vars(emitter).update(vars(before))
    driver.session.user_agent_extra = named
    driver.subcommand_table[service].subcommand_table[operation]._arg_table = None


class Cli:
    """Sessions of the CLI, one for each profile: its credentials, and whether it checks parameters."""

    def __init__(self, folder):
        self.config = folder / "config"
        self.drivers, self.loaders = {}, {}

    def driver(self, keys, checked, models):
        """And the name of its profile."""
        wanted = json.dumps([keys, checked, models])
        if wanted not in self.drivers:
            profile = f"profile-{len(self.drivers)}"
            settings = {"SessionToken": "", **keys, "profile": profile, "checked": str(checked).lower()}
            lines = SETTINGS.format(**settings).splitlines()
            self.config.write_text("\n".join(line for line in lines if not line.endswith("= ")))
            self.drivers[wanted] = self.start(models), profile
        return self.drivers[wanted]

    def start(self, models):
        driver = create_clidriver()
        session = driver.session
        session.register_component("data_loader", self.loader(models))
        session.register("after-call", self.note)
        create, made = session.create_client, {}

        def client_as_before(service, **settings):
            key = service, repr(settings)
            if key not in made:
                made[key] = create(service, **settings)
            return made[key]

        session.create_client = client_as_before
        return driver

    def loader(self, models):
        """Models are read once; those of `models` come first, as `aws configure add-model` would have it."""
        if models not in self.loaders:
            self.loaders[models] = create_loader(os.environ.get("AWS_DATA_PATH"))
            if models:
                self.loaders[models].search_paths.insert(0, models)
        return self.loaders[models]

    def note(self, parsed, **_):
        """What is not printed: the status, the request's id, and what an error says beside its text."""
        self.seen = dict(parsed)  # the formatter takes the metadata out

    def run(self, asked):
        driver, profile = self.driver(asked["keys"], asked["checked"], asked["models"])
        command = asked["service"], xform_name(asked["operation"], "-")
        arguments = [
            *command, "--cli-input-json", json.dumps(asked["input"]),
            "--endpoint-url", asked["endpoint"], "--region", asked["region"], "--profile", profile,
            "--output", "json", "--no-paginate", "--cli-connect-timeout", "5", "--cli-read-timeout", "20",
        ]
        self.seen = {}
        printed, complained = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained),
            left_as_it_was(driver, *command),
        ):
            try:
                status = driver.main(arguments)
            except SystemExit as end:
                status = end.code
        seen = {key: each for key, each in self.seen.items() if key != "Error"} if status else {}
        return {
            "exit": status, "printed": printed.getvalue(), "complained": complained.getvalue(), "beside": seen,
            "metadata": self.seen.get("ResponseMetadata", {}),
        }


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed is no answer
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AWS_CONFIG_FILE"] = f"{folder}/config"
        os.environ["AWS_SHARED_CREDENTIALS_FILE"] = f"{folder}/none"
        cli = Cli(pathlib.Path(folder))
        for line in sys.stdin:
            print(json.dumps(cli.run(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
