"""The cluster's API server as the suite sees it: HTTPS, JSON, nothing hidden.

Credentials may be a token or a client certificate."""

import http.client
import json
import os
import pathlib
import sys
import threading
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]
                       / "scripts/lib"))
from kube_client import load_kubeconfig, tls_context  # noqa: E402

# A cluster on a busy machine; shorter where much is expected to go wrong.
PATIENCE_S = float(os.environ.get("CONFORMANCE_PATIENCE_S", "30"))


class Answer:
    def __init__(self, status, headers, data):
        self.status, self.headers, self.data = status, headers, data

    @property
    def body(self):
        """The JSON value; the text when it is none."""
        text = self.data.decode(errors="replace")
        if self.headers.get("Content-Type", "").startswith("application/json"):
            return json.loads(text)
        return text


class Cluster:
    """May be used by many threads; each has its own kept-alive connection."""

    def __init__(self, kubeconfig_path):
        access = load_kubeconfig(kubeconfig_path)
        self._address = urllib.parse.urlsplit(access["server"])
        self._token = access.get("token")
        self._tls = {credentials: tls_context(access, credentials)
                     for credentials in (True, False)}
        self._local = threading.local()

    def connect(self, credentials=True):
        return http.client.HTTPSConnection(
            self._address.hostname, self._address.port, timeout=PATIENCE_S,
            context=self._tls[credentials])

    def headers(self):
        if self._token:
            return {"Authorization": f"Bearer {self._token}"}
        return {}

    def request(self, method, path, body=None, **headers):
        """`body`: bytes, or a JSON value. Underscores in the names of headers
        stand for hyphens."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            headers.setdefault("Content_Type", "application/json")
        headers = {name.replace("_", "-"): value
                   for name, value in headers.items()}
        return self.exchange(method, path, body, self.headers() | headers)

    def exchange(self, method, path, body, headers):
        """One request, the headers as they are given."""
        for attempt in (1, 2):
            connection = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = self.connect()
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                return Answer(response.status, response.headers,
                              response.read())
            except (http.client.RemoteDisconnected, ConnectionError):
                # A server may close a connection that idled.
                connection.close()
                self._local.connection = None
                if attempt == 2:
                    raise
            except BaseException:
                connection.close()
                self._local.connection = None
                raise

    def stranger(self, method, path, **headers):
        """A request on a new connection without our credentials."""
        connection = self.connect(credentials=False)
        try:
            connection.request(method, path, None, headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def raw(self, data):
        """Bytes that need not be HTTP; what comes back, to its end."""
        connection = self.connect()
        connection.connect()
        try:
            connection.sock.sendall(data)
            answer = b""
            while part := connection.sock.recv(65536):
                answer += part
            return answer
        finally:
            connection.close()

    def watch(self, path):
        return Watch(self, path)


class Watch:
    """An open watch: `with cluster.watch(PATH) as watch`."""

    def __init__(self, cluster, path):
        self._connection = cluster.connect()
        self._connection.request("GET", path, None, cluster.headers())
        self._response = self._connection.getresponse()
        self.status = self._response.status
        self.content_type = self._response.headers.get("Content-Type")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def answer(self):
        """When it was refused."""
        return Answer(self.status, self._response.headers,
                      self._response.read())

    def line(self):
        return self._response.readline()

    def next(self):
        """The next event; None at the end."""
        line = self.line()
        return json.loads(line) if line.strip() else None

    def take(self, count):
        return [self.next() for _ in range(count)]

    def rest(self):
        return list(iter(self.next, None))

    def until(self, wanted):
        """The events up to the first that is wanted."""
        events = []
        for event in iter(self.next, None):
            events.append(event)
            if wanted(event):
                return events
        raise AssertionError(f"the watch ended after {events}")
