"""Holds the JSON files of this repository against their schemas, and the
schemas against tables of files that they have to accept or to refuse.

    tests/schemas_test.py [FILE...]     also validates these results"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import unittest

import jsonschema

SOURCE = pathlib.Path(__file__).resolve().parents[1]
SCENARIOS = sorted(set(SOURCE.glob("scenarios/*.json"))
                   - {SOURCE / "scenarios/schema.json"})
RESULTS = sorted(SOURCE.glob("results/reference/*-[0-9]*.json"))


def read(path):
    def refuse(word):
        raise ValueError(f"{path}: {word} is not JSON")
    return json.loads(pathlib.Path(path).read_text(), parse_constant=refuse)


def validator(path):
    schema = read(SOURCE / path)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def words(errors):
    return "\n".join(f"{error.json_path}: {error.message}" for error in errors)


def changed(base, case):
    """`base` with the one change of `case`; "at" is a JSON pointer."""
    if case["at"] == "":
        return case["value"]
    document = copy.deepcopy(base)
    *parents, last = case["at"].split("/")[1:]
    place = document
    for key in parents:
        place = place[int(key) if isinstance(place, list) else key]
    if isinstance(place, list):
        last = int(last)
    if "value" in case:
        place[last] = case["value"]
    else:
        del place[last]
    return document


class Scenarios(unittest.TestCase):
    def setUp(self):
        self.schema = validator("scenarios/schema.json")

    def test_every_scenario_is_valid(self):
        self.assertGreaterEqual(len(SCENARIOS), 4)
        for path in SCENARIOS:
            with self.subTest(path.name):
                errors = words(self.schema.iter_errors(read(path)))
                self.assertEqual(errors, "")

    def test_every_scenario_has_the_name_of_its_file_and_a_description(self):
        for path in SCENARIOS:
            with self.subTest(path.name):
                scenario = read(path)
                self.assertEqual(scenario["name"], path.stem)
                self.assertTrue(scenario["description"])

    def test_every_property_has_a_description(self):
        # What editors show. Numbers need none where their name says it.
        for name, value in self.schema.schema["properties"].items():
            self.assertIn("description", value, name)

    def test_the_schema_does_as_the_table_says(self):
        # tests/model/scenario_table_test.cc holds the loader against it.
        table = read(SOURCE / "tests/data/scenarios.json")
        for case in table["cases"]:
            with self.subTest(case["case"]):
                scenario = changed(table["base"], case)
                errors = words(self.schema.iter_errors(scenario))
                says = "refuses" if errors else "accepts"
                self.assertEqual(says, case["schema"], errors)

    def test_the_schema_refuses_nothing_that_the_loader_takes(self):
        table = read(SOURCE / "tests/data/scenarios.json")
        for case in table["cases"]:
            if "error" not in case:
                self.assertEqual(case["schema"], "accepts", case["case"])

    def test_the_schema_has_the_programs_strategies(self):
        binary = os.environ.get("BENCH_BINARY", SOURCE / "build/bench")
        listed = subprocess.run([binary, "--list-strategies"], check=True,
                                capture_output=True, text=True).stdout
        names = [line.split()[0].split("[")[0] for line in listed.splitlines()]
        strategy = self.schema.schema["$defs"]["strategy"]
        self.assertEqual(strategy["properties"]["name"]["enum"], names)


class Results(unittest.TestCase):
    files = RESULTS

    def test_every_result_is_valid(self):
        schema = validator("results/schema.json")
        self.assertGreaterEqual(len(self.files), 8)
        for path in self.files:
            with self.subTest(str(path)):
                self.assertEqual(words(schema.iter_errors(read(path))), "")

    def test_a_valid_trial_has_times_that_can_be(self):
        # As the program refuses them: tests/model/result_test.cc.
        schema = validator("results/schema.json")
        result = read(SOURCE / "results/reference/three-charts-1.json")
        for clock in ("returned_s", "settled_s"):
            for time in (0, -1, 1e-310, 1e308):
                with self.subTest(clock=clock, time=time):
                    wrong = copy.deepcopy(result)
                    wrong["trials"][3][clock] = time
                    self.assertFalse(schema.is_valid(wrong))
        result["trials"][3]["settled_s"] = None
        self.assertTrue(schema.is_valid(result))
        result["trials"][3]["returned_s"] = None
        self.assertFalse(schema.is_valid(result))

class Mutations(unittest.TestCase):
    def test_every_deviation_can_be_made(self):
        # scripts/mutate-simulation, which takes too long for every day.
        mutations = read(SOURCE / "tests/conformance/mutations.json")
        self.assertGreater(len(mutations), 10)
        for mutation in mutations:
            with self.subTest(mutation["name"]):
                text = (SOURCE / mutation["file"]).read_text()
                self.assertEqual(text.count(mutation["find"]), 1)


if __name__ == "__main__":
    Results.files = RESULTS + sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
