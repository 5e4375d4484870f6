"""Writes down what a helm asks, and in which order.

A server on loopback between helm and the cluster. It speaks plain HTTP, over
which helm sends no credentials, and adds the suite's own. What changes
something is answered only when nothing more has come for a while, so that
requests which are sent together are seen to be: a step is a set of requests
that all had come before the first of them was answered."""

import http.server
import json
import sys
import threading
import time
import urllib.parse

import observe
from cluster import Answer

# Longer than a busy machine pauses between requests that belong together.
QUIET_S = 0.1
# Who is woken so late is on a machine that keeps clients waiting as well.
LATE_S = 0.01
_REASONS = {403: "Forbidden", 409: "Conflict", 429: "TooManyRequests",
            500: "InternalError"}


def plain_kubeconfig(port):
    """Of a server on loopback that speaks plain HTTP and asks nobody's name."""
    return json.dumps({
        "apiVersion": "v1", "kind": "Config", "current-context": "c",
        "clusters": [{"name": "c", "cluster": {
            "server": f"http://127.0.0.1:{port}"}}],
        "users": [{"name": "c", "user": {}}],
        "contexts": [{"name": "c",
                      "context": {"cluster": "c", "user": "c"}}]})


class Recorder:
    """`with Recorder(cluster) as recorder`: helm uses recorder.kubeconfig()."""

    def __init__(self, cluster):
        self._lock = threading.Lock()
        self._log = []
        self._refused = None
        self._last_arrival = 0.0
        recorder = self

        class Handler(_Handler):
            pass

        Handler.cluster, Handler.recorder = cluster, recorder
        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever,
                                        kwargs={"poll_interval": 0.05})

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def kubeconfig(self):
        return plain_kubeconfig(self._server.server_port)

    def refuse(self, method, part, code, times=1000):
        """Answers requests itself from now on: those with this method and with
        this part in their target."""
        self._refused = {"method": method, "part": part, "code": code,
                         "times": times}

    def refusal(self, method, target):
        with self._lock:
            refused = self._refused
            if (not refused or not refused["times"]
                    or method != refused["method"]
                    or refused["part"] not in target):
                return None
            refused["times"] -= 1
        code = refused["code"]
        reason = _REASONS[code]
        body = {"kind": "Status", "apiVersion": "v1", "metadata": {},
                "status": "Failure", "reason": reason, "code": code,
                "message": f"refused by the test: {reason}"}
        headers = {"Content-Type": "application/json"}
        if code == 429:
            headers["Retry-After"] = "1"
        return Answer(code, headers, json.dumps(body).encode())

    def arrival(self):
        """The time, at which a request has come."""
        with self._lock:
            self._last_arrival = time.monotonic()
            return self._last_arrival

    def await_quiet(self):
        """Until nothing more has come for a while."""
        while (left := self._last_arrival + QUIET_S - time.monotonic()) > 0:
            due = time.monotonic() + left
            time.sleep(left)
            if time.monotonic() > due + LATE_S:
                time.sleep(2 * QUIET_S)

    def note(self, entry):
        with self._lock:
            self._log.append(entry)

    def take(self):
        """What has been asked since the last time, in the order of coming."""
        with self._lock:
            log, self._log = self._log, []
        return sorted(log, key=lambda entry: entry["begin"])


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # with 5, connections of one batch would wait

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)
        # Else the client has gone away: it had what it wanted.


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def _forward(self):
        begin = self.recorder.arrival()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items()
                   if name not in ("Host", "Authorization", "Connection")}
        if "watch=true" in self.path:
            return self._stream(begin)
        answer = self.recorder.refusal(self.command, self.path)
        if answer is None:
            answer = self.cluster.exchange(
                self.command, self.path, body or None,
                self.cluster.headers() | headers)
        if self.command != "GET":
            self.recorder.await_quiet()
        # Before it is sent: what the answer brings about begins after it.
        self.recorder.note({
            "begin": begin, "end": time.monotonic(), "method": self.command,
            "target": self.path, "accept": self.headers.get("Accept"),
            "type": self.headers.get("Content-Type"), "body": body,
            "status": answer.status})
        self.send_response_only(answer.status)
        for name in ("Content-Type", "Content-Encoding", "Retry-After",
                     "Warning"):
            if name in answer.headers:
                self.send_header(name, answer.headers[name])
        self.send_header("Content-Length", str(len(answer.data)))
        self.end_headers()
        self.wfile.write(answer.data)

    def _stream(self, begin):
        """A watch: passed on as it comes, on a connection that ends with it."""
        self.close_connection = True
        with self.cluster.watch(self.path) as watch:
            self.recorder.note({
                "begin": begin, "end": time.monotonic(), "method": "GET",
                "target": self.path, "accept": self.headers.get("Accept"),
                "type": None, "body": b"", "status": watch.status})
            self.send_response_only(watch.status)
            self.send_header("Content-Type", watch.content_type)
            self.end_headers()
            try:
                for line in iter(watch.line, b""):
                    self.wfile.write(line)
                    self.wfile.flush()
            except OSError:
                pass  # the client has seen enough

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _forward


def steps(log):
    """Lists of "METHOD target -> status (name)": those of one step together."""
    found, end = [], None
    for entry in log:
        if end is None or entry["begin"] >= end:
            found.append([])
            end = entry["end"]
        else:
            end = min(end, entry["end"])
        found[-1].append(_line(entry))
    return [sorted(step) for step in found]


def _line(entry):
    target = observe.normal_text(urllib.parse.unquote(entry["target"]))
    line = f"{entry['method']} {target} -> {entry['status']}"
    if entry["method"] == "POST" and entry["type"] == "application/json":
        line += f" ({json.loads(entry['body'])['metadata']['name']})"
    return observe.normal_text(line)


def manners(log):
    """How each sort of request is made: its headers, and a body in JSON."""
    found = set()
    for entry in log:
        resource = urllib.parse.urlsplit(entry["target"]).path
        record = "sh.helm.release" in resource or (
            b"sh.helm.release" in entry["body"])
        body = ""
        if entry["method"] == "DELETE" and entry["type"] == "application/json":
            body = entry["body"].decode().strip()
        found.add(json.dumps([
            entry["method"],
            "record" if record or resource.endswith("/secrets") else
            "discovery" if resource in ("/api", "/apis") else
            resource if resource == "/version" else "object",
            f"Accept: {entry['accept']}", f"Content-Type: {entry['type']}",
            body]))
    return [json.loads(line) for line in sorted(found)]
