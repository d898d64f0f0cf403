"""The AWS CLI as a process that carries out one command after the other: requests on stdin, answers on stdout, a line
of JSON each. It ends when stdin does.

The CLI brings a botocore of its own, which cannot be in one process with boto3's. From the arguments to what is printed
all of it is the CLI; what differs from /usr/bin/aws is that a session and its clients are kept for the next command.
"""

import contextlib
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


class Options:
    """A command's options leave handlers in its session, which is expected to end with it: here they are taken out
    before the next command."""

    def __init__(self, session):
        self.session, self.left, self.parsing = session, [], False
        self.register, session.register = session.register, self.note
        emitter = session.get_component("event_emitter")
        emitter.register_first("top-level-args-parsed", self.begin)
        emitter.register_last("session-initialized", self.end)

    def begin(self, **_):
        for event, handler, unique_id in self.left:
            self.session.unregister(event, handler, unique_id)
        self.left, self.parsing = [], True

    def end(self, **_):
        self.parsing = False

    def note(self, event, handler, unique_id=None, **more):
        if self.parsing:
            self.left.append((event, handler, unique_id))
        self.register(event, handler, unique_id=unique_id, **more)


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
        Options(session)
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
        arguments = [
            asked["service"], xform_name(asked["operation"], "-"), "--cli-input-json", json.dumps(asked["input"]),
            "--endpoint-url", asked["endpoint"], "--region", asked["region"], "--profile", profile,
            "--output", "json", "--no-paginate", "--cli-connect-timeout", "5", "--cli-read-timeout", "20",
        ]
        self.seen, named = {}, driver.session.user_agent_extra
        printed, complained = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complained):
            try:
                status = driver.main(arguments)
            except SystemExit as end:
                status = end.code
        driver.session.user_agent_extra = named  # each command adds its name
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
