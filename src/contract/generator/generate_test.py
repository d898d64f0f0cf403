"""The generators against a made-up service that has one of everything (testdata/kitchen), one that speaks REST
(testdata/pantry), and made-up partitions.

    generate_test.py            compares with testdata/expected, and tries bad input
    generate_test.py --update   rewrites testdata/expected; read the difference before you commit it
"""

import copy
import difflib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE.parents[1]
TESTDATA = HERE / "testdata"
EXPECTED = TESTDATA / "expected"
MODEL = pathlib.Path("kitchen/2026-01-01")
PAGES = "https://docs.aws.amazon.com/"


def generate(models, out, service="kitchen"):
    """Runs the generator as the build does."""
    command = [sys.executable, HERE / "generate.py", "--models", models, "--operations", models / "operations",
               "--service", service, "--out", out]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def generate_partitions(models, out):
    command = [sys.executable, HERE / "generate_partitions.py", "--models", models,
               "--operations", models / "operations", "--out", out]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def everything(out):
    services = [generate(TESTDATA, out, service) for service in ("kitchen", "cold_pantry")]
    return [*services, generate_partitions(TESTDATA, out)]


def read(path):
    return path.read_text(encoding="utf-8")


class Golden(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.out = pathlib.Path(self.folder.name)

    def test_output_is_as_expected(self):
        for result in everything(self.out):
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        for name in (path.relative_to(EXPECTED) for path in sorted(EXPECTED.glob("contract/*"))):
            difference = difflib.unified_diff(
                read(EXPECTED / name).splitlines(), read(self.out / name).splitlines(),
                f"expected/{name}", f"generated/{name}", lineterm="")
            text = "\n".join(difference)
            self.assertEqual(text, "", f"{name} differs; if that is meant: generate_test.py --update\n{text}")

    @unittest.skipIf(shutil.which("c++") is None, "there is no compiler")
    def test_expected_output_compiles(self):
        command = ["c++", "-std=c++20", "-Wall", "-Wextra", "-Wno-missing-field-initializers", "-Werror",
                   "-fsyntax-only", f"-I{SOURCES}", f"-I{EXPECTED}", *EXPECTED.glob("contract/*.cc")]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_a_file_that_would_not_change_is_not_touched(self):
        generate(TESTDATA, self.out)
        before = (self.out / "contract/kitchen.h").stat().st_mtime_ns
        generate(TESTDATA, self.out)
        self.assertEqual((self.out / "contract/kitchen.h").stat().st_mtime_ns, before)


class Altered(unittest.TestCase):
    """A copy of the models, to be spoilt."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.models = pathlib.Path(self.folder.name) / "models"
        shutil.copytree(TESTDATA, self.models)
        self.out = pathlib.Path(self.folder.name) / "out"

    def change(self, path, edit):
        document = json.loads(read(self.models / path))
        edit(document)
        (self.models / path).write_text(json.dumps(document), encoding="utf-8")


class BadInput(Altered):
    """Is refused with one line that names it, and nothing is written."""

    def assert_refused(self, message, service="kitchen"):
        result = generate(self.models, self.out, service)
        self.assertNotEqual(result.returncode, 0)
        self.assertEqual(result.stderr, f"generate.py: {message}\n")
        self.assertFalse(self.out.exists())

    def change_overlay(self, **entries):
        self.change("operations/kitchen.json", lambda document: document.update(entries))

    def change_shapes(self, **shapes):
        self.change(MODEL / "service-2.json", lambda document: document["shapes"].update(shapes))

    def change_operation(self, **entries):
        self.change("operations/kitchen.json", lambda document: document["operations"]["TurnOff"].update(entries))

    def change_newer(self, **entries):
        self.change("newer/kitchen.json", lambda document: document["shapes"].update(entries))

    def test_what_is_newer_is_in_the_package_now(self):
        for shape, more, what in (
            ("Dish", {"members": {"Name": {"shape": "DishName"}}}, "Dish.Name"),
            ("Dish", {"optional": ["Name"]}, "Dish, 'Name' as optional"),
            ("Course", {"enum": ["starter"]}, "Course, 'starter'"),
            ("Dish", {"constraints": {"pattern": None}}, "Dish, 'pattern'"),
        ):
            with self.subTest(what):
                self.change_newer(**{shape: {"page": PAGES, **more}})
                self.assert_refused(f"kitchen.json: {what}: botocore's model has it now; delete it there")
                self.change_newer(**{shape: {"page": PAGES}})

    def test_a_newer_operation_is_in_the_package_now(self):
        self.change(MODEL / "service-2.json",
                    lambda document: document["operations"].update(WashDish={"name": "WashDish"}))
        self.assert_refused("kitchen.json: WashDish: botocore's model has it now; delete it there")

    def test_what_is_newer_has_its_page(self):
        self.change_newer(Sponge={"type": "string", "page": "https://example.com/"})
        self.assert_refused(f'kitchen.json: Sponge: no "page" of {PAGES} that it is from')

    def test_what_is_newer_changes_nothing_else(self):
        self.change_newer(Dish={"page": PAGES, "min": 1})
        self.assert_refused("kitchen.json: Dish: unknown key 'min'")

    def test_unknown_service(self):
        self.assert_refused("unknown service 'bathroom'", service="bathroom")

    def test_unknown_key(self):
        self.change_overlay(colour="red")
        self.assert_refused("kitchen: unknown key 'colour' in its operations")

    def test_unknown_key_of_an_operation(self):
        self.change_operation(colour="red")
        self.assert_refused("kitchen.TurnOff: unknown key 'colour' in its operations")

    def test_unknown_operation(self):
        self.change_overlay(operations={"Dance": {}})
        self.assert_refused("kitchen: the model has no operation 'Dance'")

    def test_unknown_kind_of_repeat(self):
        self.change_operation(repeat="twice")
        self.assert_refused("unknown kind of repeat of kitchen.TurnOff 'twice'")

    def test_what_has_to_be_said_of_an_operation_that_does_not_plainly_read(self):
        for key in ("repeat", "resources"):
            original = read(self.models / "operations/kitchen.json")
            self.change("operations/kitchen.json",
                        lambda document, key=key: document["operations"]["CookDish"].pop(key))
            with self.subTest(key):
                self.assert_refused(f'kitchen.CookDish: its operations have to say the "{key}"')
            (self.models / "operations/kitchen.json").write_text(original, encoding="utf-8")

    def test_resource_of_nothing(self):
        self.change("operations/kitchen.json", lambda document: document["operations"]["CookDish"].update(
            resources=["arn:aws:kitchen:{region}:{account}:dish/{Dish}"]))
        self.assert_refused("kitchen.CookDish: no member 'Dish', which its \"resources\" name")

    def test_tagging_without_an_action(self):
        self.change_operation(tagging={"key": "CreateAction"})
        self.assert_refused('kitchen.TurnOff: its "tagging" has to say the "action"')

    def test_unknown_key_of_tagging(self):
        self.change_operation(tagging={"action": "TagStove", "colour": "red"})
        self.assert_refused("kitchen.TurnOff: unknown key 'colour' in its \"tagging\"")

    def test_missing_token(self):
        self.change_operation(repeat="token")
        self.assert_refused("kitchen.TurnOffRequest: to be repeated with a token, but no member is one")

    def test_unknown_type(self):
        self.change_shapes(Flag={"type": "fuzzy"})
        self.assert_refused("kitchen.Flag: unknown type 'fuzzy'")

    def test_missing_shape(self):
        self.change_shapes(OrderDishInput={"type": "structure", "members": {"OrderNumber": {"shape": "Lost"}}})
        self.assert_refused("unknown shape of kitchen 'Lost'")

    def test_unknown_trait(self):
        self.change_shapes(Moment={"type": "timestamp", "timestampFormat": "rfc822"})
        self.assert_refused("kitchen.Moment: unknown trait 'timestampFormat'")

    def test_bound_that_is_no_whole_number(self):
        self.change_shapes(Ratio={"type": "double", "max": 0.5})
        self.assert_refused("kitchen.Ratio: 'max' is no whole number")

    def test_structure_within_itself(self):
        self.change_shapes(Oven={"type": "structure", "members": {"Inner": {"shape": "Oven"}}})
        self.assert_refused("kitchen.OvenSettings: a structure that contains itself, through no list or map")

    def test_member_named_as_its_structure(self):
        self.change_overlay(rename={"PutDishRequest": "PutDishInput", "Oven": "Degrees"})
        self.assert_refused('kitchen.Degrees: a member of the same name; give the shape another in "rename"')

    def test_shape_that_would_be_hidden(self):
        self.change_overlay(rename={"Oven": "TurnOffRequest"})
        self.assert_refused('kitchen.TurnOffRequest: the model has another shape of that name; "rename" it')

    def test_rename_always_and_unions_of_nothing(self):
        for entries, message in (
            ({"rename": {"Fridge": "Freezer"}}, "'Fridge' under \"rename\" is no shape of the model"),
            ({"optional": ["Dish.Colour"]}, "kitchen: 'Dish.Colour' under \"optional\" is no member of the model"),
            ({"always": ["Dish.Colour"]}, "kitchen: 'Dish.Colour' under \"always\" is no member of the model"),
            ({"sparse": ["Fridge"]}, "kitchen: 'Fridge' under \"sparse\" is no structure of these operations"),
            ({"sparse": ["Dish.Colour"]}, "kitchen: 'Dish.Colour' under \"sparse\" is no member of the model"),
            ({"unions": ["Fridge"]}, "kitchen: 'Fridge' under \"unions\" is no structure of these operations"),
        ):
            original = read(self.models / "operations/kitchen.json")
            self.change_overlay(**copy.deepcopy(entries))
            with self.subTest(message):
                self.assert_refused(message)
            (self.models / "operations/kitchen.json").write_text(original, encoding="utf-8")

    def test_missing_waiter(self):
        self.change_overlay(waiters=["DishWashed"])
        self.assert_refused("kitchen: the model has no waiter 'DishWashed'")

    def test_waiter_on_an_operation_that_is_not_named(self):
        self.change_overlay(waiters=["DishForgotten"])
        self.assert_refused("kitchen: the waiter 'DishForgotten' polls an operation that is not named")

    def test_unknown_permission_and_authtype(self):
        self.change_operation(permission="some")
        self.assert_refused("unknown permission of kitchen.TurnOff 'some'")
        self.change_operation(permission="none", authtype="secret-handshake")
        self.assert_refused("unknown authtype of kitchen.TurnOff 'secret-handshake'")

    def test_paginators_that_do_not_fit(self):
        for entries, message in (
            ({"output_token": ["NextDish"]},
             "kitchen.ListDishes: as many output tokens as input tokens are needed to turn its pages"),
            ({"output_token": ["NextDish", "Dishes[-1].Name"]},
             "kitchen.ListDishes: its paginator's 'Dishes[-1].Name' is no member of ListDishesResponse"),
            ({"input_token": ["FromDish", "FromDay"]},
             "kitchen.ListDishes: its paginator's 'FromDay' is no member of ListDishesRequest"),
            ({"more_results": "Dishes"},
             "kitchen.ListDishes: its paginator's 'Dishes' is no truth value"),
            ({"colour": "red"}, "kitchen.ListDishes: unknown key 'colour' in the paginators"),
        ):
            original = read(self.models / MODEL / "paginators-1.json")
            self.change(MODEL / "paginators-1.json",
                        lambda document, entries=entries: document["pagination"]["ListDishes"].update(entries))
            with self.subTest(message):
                self.assert_refused(message)
            (self.models / MODEL / "paginators-1.json").write_text(original, encoding="utf-8")

    def test_unknown_matcher(self):
        def edit(document):
            document["waiters"]["DishReady"]["acceptors"][0]["matcher"] = "guess"

        self.change(MODEL / "waiters-2.json", edit)
        self.assert_refused("unknown matcher of the waiter DishReady 'guess'")

    def test_unknown_protocol(self):
        self.change(MODEL / "service-2.json", lambda document: document["metadata"].update(protocol="carrier-pigeon"))
        self.assert_refused("unknown protocol of kitchen 'carrier-pigeon'")

    def test_incomplete_model(self):
        self.change(MODEL / "service-2.json", lambda document: document["metadata"].pop("serviceId"))
        self.assert_refused("kitchen: the model or its operations lack 'serviceId'")

    def test_no_json(self):
        (self.models / "operations/kitchen.json").write_text("{", encoding="utf-8")
        result = generate(self.models, self.out)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"\Agenerate.py: .*kitchen.json: Expecting property name.*\n\Z")


class BadPlaces(Altered):
    """The same for where the members of a REST service travel."""

    def assert_refused(self, message, edit):
        path = "pantry/2026-01-01/service-2.json"
        original = read(self.models / path)
        self.change(path, lambda document: edit(
            document["operations"]["FetchJars"], document["shapes"]["FetchJarsInput"]["members"]))
        result = generate(self.models, self.out, "cold_pantry")
        (self.models / path).write_text(original, encoding="utf-8")
        self.assertEqual((result.returncode, result.stderr), (1, f"generate.py: {message}\n"))
        self.assertFalse(self.out.exists())

    def test_places_that_no_codec_knows(self):
        for member, entry, message in (
            ("count", {"shape": "Count", "location": "moon"},
             "unknown location of cold_pantry.FetchJarsRequest.count 'moon'"),
            ("Labels", {"shape": "StringList", "location": "header"},
             "cold_pantry.FetchJarsRequest.Labels: a list in the header"),
            ("Season", {"shape": "Moment", "location": "header"},
             "cold_pantry.FetchJarsRequest.Season: a timestamp in the header"),
        ):
            with self.subTest(message):
                self.assert_refused(
                    message, lambda _, members, member=member, entry=entry: members.update({member: entry}))

    def test_paths_that_no_codec_knows(self):
        for uri, message in (
            ("/shelves", "cold_pantry.FetchJars: its members are not the labels of '/shelves'"),
            ("/shelves/{shelf+}", "cold_pantry.FetchJars: unknown form of its path '/shelves/{shelf+}'"),
            ("/{shelf}?all", "cold_pantry.FetchJars: unknown form of its path '/{shelf}?all'"),
        ):
            with self.subTest(message):
                self.assert_refused(
                    message, lambda operation, _, uri=uri: operation["http"].update(requestUri=uri))


class BadPartitions(Altered):
    """The same for the endpoint data."""

    def assert_refused_partitions(self, edit, message):
        self.change("endpoints.json", edit)
        result = generate_partitions(self.models, self.out)
        self.assertEqual((result.returncode, result.stderr), (1, f"generate_partitions.py: {message}\n"))
        self.assertFalse(self.out.exists())

    def test_another_rule(self):
        def edit(document):
            document["partitions"][0]["defaults"]["hostname"] = "{region}.{service}"

        self.assert_refused_partitions(edit, "home: unknown rule for hosts '{region}.{service}'")

    def test_a_services_own_rule(self):
        def edit(document):
            document["partitions"][0]["services"]["kitchen-sink"]["defaults"] = {"hostname": "{service}.example.com"}

        self.assert_refused_partitions(edit, "home: kitchen-sink has a rule of its own for its hosts")

    def test_another_version(self):
        self.assert_refused_partitions(lambda document: document.update(version=4),
                                       "unknown version of the endpoint data '4'")

    def test_no_suffix(self):
        self.assert_refused_partitions(lambda document: document["partitions"][0].pop("dnsSuffix"),
                                       "the endpoint data, a model or the operations lack 'dnsSuffix'")


def update():
    sys.exit("\n".join(result.stderr.strip() for result in everything(EXPECTED) if result.returncode) or 0)


if __name__ == "__main__":
    update() if "--update" in sys.argv else unittest.main()
