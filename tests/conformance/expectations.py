"""What is expected of every case, and where the simulation is known to differ.

expected.json: {part: {case: {observation: value}}}, recorded from the real
things. differences.json: a list of
  {"of": "simulated", "stand-in", "native" (our own uninstaller instead of
   helm's) or "kwok without limits" (which is where the suite runs and is
   recorded: of limits, nothing can be seen there; --limits on),
   "helm": of the one beside it, when only with that major, "case": …,
   "path": ["observation", …], "value": what it is there (absent: nothing),
   "reason": …}
With "only": "regular expression" instead of a value, of two lists only the
entries count that match, in both; what is in rounds keeps its rounds.
A path is printed as it is written here."""

import json
import pathlib

import observe

HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = HERE / "expected.json"
DIFFERENCES = HERE / "differences.json"


def read(file):
    return json.loads(file.read_text()) if file.exists() else {}


def record(seen_by_key):
    """{part: {case: seen}}: the other cases keep what they had."""
    everything = read(EXPECTED)
    for key, seen in seen_by_key.items():
        everything.setdefault(key, {}).update(seen)
    EXPECTED.write_text(_written(everything))


def _written(everything):
    """JSON with a line for each observation."""
    def line(value):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)

    def block(members, indent):
        return "{\n" + ",\n".join(
            f"{indent}{line(name)}: {text}"
            for name, text in sorted(members.items())) + "}"

    return block({
        key: block({name: block({step: line(value) for step, value
                                 in seen.items()}, "  ")
                    for name, seen in part.items()}, " ")
        for key, part in everything.items()}, "") + "\n"


class Expectations:
    def __init__(self, is_concerned):
        """`is_concerned`: whether a row of the differences counts here."""
        self._expected = read(EXPECTED)
        self._rows = read(DIFFERENCES) or []
        self._is_concerned = is_concerned

    def complaints(self, key, name, seen):
        """What is wrong with what a case has seen; nothing is right."""
        expected = self._expected.get(key, {}).get(name)
        if expected is None:
            return ["nothing is recorded for this case: see --record"]
        changes = [row for row in self._rows
                   if row["case"] == name and self._is_concerned(row)]
        amended, complaints = observe.amend(
            expected, [row for row in changes if "only" not in row])
        for row in changes:
            if "only" in row:
                amended, seen, more = observe.narrow(amended, seen, row)
                complaints += more
        return complaints + observe.differences(amended, seen)

    def without_case(self, names):
        """Sentences about what speaks of cases that are not there."""
        recorded = {name for part in self._expected.values() for name in part}
        listed = {row["case"] for row in self._rows}
        return ([f"{name}: recorded, but there is no such case"
                 for name in sorted(recorded - names)]
                + [f"{name}: a listed difference, but there is no such case"
                   for name in sorted(listed - names)]
                + [f"{row['case']} {row['path']}: a difference without a "
                   "reason" for row in self._rows if not row.get("reason")])
