"""Makes what was seen comparable, and compares it.

What differs from one run to the next is replaced: times, uids, addresses,
resource versions, random suffixes and the suite's own namespaces. Everything
else counts, the texts too.

Of an object this counts: the HTTP status, kind and apiVersion, its metadata
(without managedFields), that everything that was sent has come back, and the
additions that the case names. Defaults that a server adds to a spec do not. Nor
do the words of a refusal that none of our clients meets."""

import copy
import json
import re

_REPLACED = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-"
                r"[0-9a-f]{12}"), "<uid>"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?"
                r"(Z| ?[+-]\d\d:?\d\d( [A-Z]+)?)?"), "<time>"),
    # helm's "LAST DEPLOYED".
    (re.compile(r"\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}"), "<time>"),
    (re.compile(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(:\d+)?\b"), "<ip>"),
]
_RUN = re.compile(r"conformance-[0-9a-z]{6}(-\w+)?\b")
_REPLACED_KEYS = {
    "resourceVersion": "<version>",
    "continue": "<continue>",
    "pod-template-hash": "<hash>",
    "controller-revision-hash": "<hash>",
}


def normal(value, key=""):
    """The value with its noise replaced."""
    if isinstance(value, dict):
        return {normal(name): normal(part, name)
                for name, part in value.items() if name != "managedFields"}
    if isinstance(value, list):
        return [normal(part) for part in value]
    if not isinstance(value, str):
        return value
    if value and value != "0" and key in _REPLACED_KEYS:
        return _REPLACED_KEYS[key]
    return normal_text(value)


def normal_text(text):
    text = _RUN.sub(lambda match: f"<run{match[1] or ''}>", text)
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    return text


def lost(sent, received, path=""):
    """Paths of what was sent and has not come back as it was."""
    if isinstance(sent, dict) and isinstance(received, dict):
        return [gone for name, part in sent.items()
                for gone in lost(part, received.get(name), f"{path}/{name}")]
    if isinstance(sent, list) and isinstance(received, list):
        if len(sent) == len(received):
            return [gone for index, part in enumerate(sent)
                    for gone in lost(part, received[index], f"{path}/{index}")]
    return [] if sent == received else [path]


def at(value, path):
    """`at(pod, "status.phase")`; None when there is nothing."""
    for name in path.split("."):
        if isinstance(value, list):
            value = value[int(name)] if int(name) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(name)
        else:
            return None
    return value


def of_answer(answer):
    """Everything that was said."""
    return {"code": answer.status, "body": normal(answer.body)}


def of_refusal(answer, words=False):
    """That it is refused, and why: the words only where a client shows them."""
    seen = {"code": answer.status, "reason": answer.body.get("reason")}
    if words:
        seen["message"] = normal(answer.body["message"])
    return seen


def of_object(answer, sent=None, also=()):
    """Of an object as the rule above has it; of a refusal everything."""
    body = answer.body
    if not isinstance(body, dict) or body.get("kind") == "Status":
        return of_answer(answer)
    seen = {"code": answer.status} | of_body(body, also)
    if sent is not None:
        seen["lost"] = lost(sent, body)
    return seen


def of_body(body, also=()):
    seen = {"kind": body.get("kind"), "apiVersion": body.get("apiVersion"),
            "metadata": normal(body.get("metadata"))}
    for path in also:
        seen[path] = normal(at(body, path))
    return seen


def of_list(answer):
    """The list's own fields and the names in it, in their order."""
    body = answer.body
    if not isinstance(body, dict) or body.get("kind") == "Status":
        return of_answer(answer)
    return {
        "code": answer.status, "kind": body.get("kind"),
        "apiVersion": body.get("apiVersion"),
        "metadata": normal(body.get("metadata")),
        "names": [normal(item["metadata"]["name"]) for item in body["items"]],
        "kinds in items": sorted({item.get("kind", "-")
                                  for item in body["items"]}),
    }


def of_event(event, also=()):
    """One event of a watch."""
    kind = event["object"].get("kind")
    if kind == "Status":
        return normal(event)
    if event["type"] == "BOOKMARK":
        annotations = event["object"]["metadata"].get("annotations")
        return {"type": "BOOKMARK", "kind": kind, "annotations": annotations}
    seen = {"type": event["type"], "kind": kind,
            "name": normal(event["object"]["metadata"]["name"])}
    for path in also:
        seen[path] = normal(at(event["object"], path))
    return seen


def differences(expected, seen, path=()):
    """Sentences, one for each place where the two differ."""
    if isinstance(expected, dict) and isinstance(seen, dict):
        if expected.get("code") != seen.get("code"):
            # Two answers of which one is a refusal have nothing in common.
            return [_contrast(path, expected, seen)]
        found = []
        for name in sorted(expected.keys() | seen.keys()):
            place = (*path, name)
            if name not in seen:
                found.append(f"{_text(place)}: {_text(expected[name])} "
                             "is missing")
            elif name not in expected:
                found.append(f"{_text(place)}: {_text(seen[name])} "
                             "is not expected")
            else:
                found += differences(expected[name], seen[name], place)
        return found
    if expected != seen or type(expected) is not type(seen):
        return [_contrast(path, expected, seen)]
    return []


def _contrast(path, expected, seen):
    return (f"{_text(path)}:\n  expected {_text(expected)}\n"
            f"       got {_text(seen)}")


def _text(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


_ABSENT = object()


def amend(expected, changes):
    """The expectation with the known differences, and sentences about those
    that are none (any more). A change has a path (a list of names) and a value;
    without a value nothing is there."""
    amended, complaints = copy.deepcopy(expected), []
    for change in changes:
        *way, last = change["path"]
        place = amended
        for name in way:
            place = place.get(name) if isinstance(place, dict) else None
        value = change.get("value", _ABSENT)
        if not isinstance(place, dict):
            complaints.append(f"{_text(change['path'])}: no such place")
        elif place.get(last, _ABSENT) == value:
            complaints.append(f"{_text(change['path'])}: not a difference")
        elif value is _ABSENT:
            del place[last]
        else:
            place[last] = value
    return amended, complaints


def narrow(expected, seen, change):
    """Both with what counts of a list, and a sentence where they did not
    differ before."""
    sides = [copy.deepcopy(expected), copy.deepcopy(seen)]
    *way, last = change["path"]
    places = []
    for side in sides:
        for name in way:
            side = side.get(name) if isinstance(side, dict) else None
        if not isinstance(side, dict) or last not in side:
            return expected, seen, [f"{_text(change['path'])}: no such place"]
        places.append(side)
    if places[0][last] == places[1][last]:
        return expected, seen, [f"{_text(change['path'])}: not a difference"]
    for place in places:
        place[last] = _matching(place[last], re.compile(change["only"]))
    return *sides, []


def _matching(entries, pattern):
    if entries and isinstance(entries[0], list):
        rounds = [_matching(entry, pattern) for entry in entries]
        return [entry for entry in rounds if entry]
    return [entry for entry in entries if pattern.search(entry)]
