"""What a case has: the cluster, namespaces of its own, and a notebook."""

import itertools
import time
import urllib.parse

from cluster import PATIENCE_S
import observe

LABEL = "bench-conformance"
_cases = {}


def case(function):
    """A case: called with its World; its name is the function's."""
    if function.__name__ in _cases:
        raise AssertionError(f"two cases are called {function.__name__}")
    _cases[function.__name__] = function
    return function


def cases():
    """{name: function}, of all modules that have been imported."""
    return dict(_cases)


def path(version, resource, namespace=None, name=None, **query):
    """The path of objects: path("apps/v1", "deployments", NAMESPACE, NAME)."""
    text = f"/api/{version}" if version == "v1" else f"/apis/{version}"
    if namespace is not None:
        text += f"/namespaces/{namespace}"
    text += f"/{resource}" + (f"/{name}" if name else "")
    return text + ask(**query)


def ask(**query):
    return f"?{urllib.parse.urlencode(query)}" if query else ""


def config_map(name, data=None, **metadata):
    made = {"apiVersion": "v1", "kind": "ConfigMap",
            "metadata": {"name": name, **metadata}}
    return made | ({"data": data} if data is not None else {})


def until(question, what, patience_s=PATIENCE_S):
    """Asks until the answer is true, and returns it."""
    deadline = time.monotonic() + patience_s
    pause = 0.01
    while True:
        if answer := question():
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"after {patience_s} s still not: {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)


class World:
    def __init__(self, cluster, run, name, surroundings):
        self.cluster = cluster
        self.run = run  # "conformance-abc123": begins every name outside
        self.surroundings = surroundings
        self.seen = {}
        self._name = name
        self._namespaces = itertools.count(1)

    # The notebook.

    def see(self, name, value):
        if name in self.seen:
            raise AssertionError(f"two observations are called {name}")
        self.seen[name] = observe.normal(value)

    def see_answer(self, name, answer):
        self.see(name, observe.of_answer(answer))
        return answer.body

    def see_refusal(self, name, answer, words=False):
        self.see(name, observe.of_refusal(answer, words))

    def see_object(self, name, answer, sent=None, also=()):
        self.see(name, observe.of_object(answer, sent, also))
        return answer.body

    def see_list(self, name, answer):
        self.see(name, observe.of_list(answer))
        return answer.body

    def see_events(self, name, events, also=()):
        self.see(name, [observe.of_event(event, also) for event in events])
        return events

    # Requests.

    def get(self, path, **headers):
        return self.cluster.request("GET", path, None, **headers)

    def post(self, path, body, **headers):
        return self.cluster.request("POST", path, body, **headers)

    def put(self, path, body, **headers):
        return self.cluster.request("PUT", path, body, **headers)

    def patch(self, path, body, kind="merge-patch+json", **headers):
        return self.cluster.request("PATCH", path, body,
                                    Content_Type=f"application/{kind}",
                                    **headers)

    def delete(self, path, options=None, **headers):
        return self.cluster.request("DELETE", path, options, **headers)

    def watch(self, path):
        return self.cluster.watch(path)

    def make(self, path, body):
        """What has to be there for the case: no observation."""
        answer = self.post(path, body)
        if answer.status != 201:
            raise AssertionError(f"POST {path}: {answer.status} {answer.body}")
        return answer.body

    def object(self, path):
        """The object, None when it is not there."""
        answer = self.get(path)
        return answer.body if answer.status == 200 else None

    def items(self, path):
        answer = self.get(path)
        if answer.status != 200:
            raise AssertionError(f"GET {path}: {answer.status} {answer.body}")
        return answer.body["items"]

    def gone(self, path):
        until(lambda: self.get(path).status == 404, f"{path} is gone")

    # Namespaces.

    def namespace_name(self):
        """A name that nobody else has; deleted when the suite ends."""
        short = "".join(word[0] for word in self._name.split("_"))[:8]
        return f"{self.run}-{short}{next(self._namespaces)}"

    def namespace(self, service_account=False):
        """A new namespace; with what Pods need when so wished."""
        name = self.namespace_name()
        self.make("/api/v1/namespaces",
                  {"apiVersion": "v1", "kind": "Namespace",
                   "metadata": {"name": name, "labels": {LABEL: "true"}}})
        if service_account:
            account = path("v1", "serviceaccounts", name, "default")
            until(lambda: self.object(account), "the default ServiceAccount")
        return name
