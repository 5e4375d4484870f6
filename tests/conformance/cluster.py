"""The cluster's API server as the suite sees it: HTTPS, JSON, nothing hidden.

A kubeconfig may be YAML or JSON; credentials may be a token or a client
certificate, in files or inline."""

import base64
import http.client
import json
import os
import pathlib
import ssl
import tempfile
import threading
import urllib.parse

import yaml

# A cluster on a busy machine; shorter where much is expected to go wrong.
PATIENCE_S = float(os.environ.get("CONFORMANCE_PATIENCE_S", "30"))


class Kubeconfig:
    """What the current context says."""

    def __init__(self, path):
        self._folder = pathlib.Path(path).resolve().parent
        everything = yaml.safe_load(pathlib.Path(path).read_text())
        context = _named(everything["contexts"], everything["current-context"])
        cluster = _named(everything["clusters"],
                         context["context"]["cluster"])["cluster"]
        user = _named(everything["users"], context["context"]["user"])["user"]
        address = urllib.parse.urlsplit(cluster["server"])
        self.host, self.port = address.hostname, address.port
        self.ca = self._bytes(cluster, "certificate-authority").decode()
        self.token = user.get("token")
        self._certificate = self._bytes(user, "client-certificate")
        self._key = self._bytes(user, "client-key")

    def _bytes(self, section, name):
        if f"{name}-data" in section:
            return base64.b64decode(section[f"{name}-data"])
        if name in section:
            return (self._folder / section[name]).read_bytes()
        return b""

    def tls(self, credentials):
        context = ssl.create_default_context(cadata=self.ca)
        if credentials and self._certificate:
            with tempfile.NamedTemporaryFile() as pem:
                pem.write(self._certificate + b"\n" + self._key)
                pem.flush()
                context.load_cert_chain(pem.name)
        return context


def _named(entries, name):
    return next(entry for entry in entries if entry["name"] == name)


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
        self.kubeconfig = Kubeconfig(kubeconfig_path)
        self._tls = {True: self.kubeconfig.tls(True),
                     False: self.kubeconfig.tls(False)}
        self._local = threading.local()

    def connect(self, credentials=True):
        return http.client.HTTPSConnection(
            self.kubeconfig.host, self.kubeconfig.port, timeout=PATIENCE_S,
            context=self._tls[credentials])

    def headers(self):
        if self.kubeconfig.token:
            return {"Authorization": f"Bearer {self.kubeconfig.token}"}
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
