"""A small Kubernetes client: one keep-alive connection, JSON. Standard library
only."""

import base64
import http.client
import json
import pathlib
import re
import ssl
import tempfile
import urllib.parse


def load_kubeconfig(path):
    """The current context of a kubeconfig of ours, as one dictionary: of JSON,
    or of the plain YAML that kwokctl and minikube write (one context, one key
    a line)."""
    text = pathlib.Path(path).read_text()
    try:
        config = json.loads(text)
        return {**config["clusters"][0]["cluster"], **config["users"][0]["user"],
                "current-context": config["current-context"]}
    except ValueError:
        keys = ("current-context", "server", "certificate-authority",
                "certificate-authority-data", "client-certificate",
                "client-certificate-data", "client-key", "client-key-data",
                "token")
        return dict(re.findall(rf"^\s*({'|'.join(keys)}): *(\S+)$", text, re.M))


def _pem(access, key):
    """What stands in the kubeconfig or in the file that it names."""
    if f"{key}-data" in access:
        return base64.b64decode(access[f"{key}-data"])
    return pathlib.Path(access[key]).read_bytes()


def tls_context(access, credentials=True):
    """Trusts the cluster alone; with the client certificate, where there is one
    and it is wanted."""
    context = ssl.create_default_context(
        cadata=_pem(access, "certificate-authority").decode())
    context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    has_certificate = any(key.startswith("client-certificate")
                          for key in access)
    if credentials and has_certificate:
        with tempfile.NamedTemporaryFile() as pem:
            pem.write(_pem(access, "client-certificate") + b"\n"
                      + _pem(access, "client-key"))
            pem.flush()
            context.load_cert_chain(pem.name)
    return context


class KubeClient:
    """`with KubeClient(load_kubeconfig(PATH)) as client`."""

    def __init__(self, access):
        address = urllib.parse.urlsplit(access["server"])
        self._connection = http.client.HTTPSConnection(
            address.hostname, address.port, context=tls_context(access),
            timeout=60)
        self._headers = {"Content-Type": "application/json",
                         "Accept": "application/json"}
        if "token" in access:
            self._headers["Authorization"] = "Bearer " + access["token"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def request(self, method, path, body=None):
        """Returns the status and the answer's text."""
        text = json.dumps(body) if body is not None else None
        try:
            return self._exchange(method, path, text)
        except http.client.RemoteDisconnected:
            # A server may close a connection that idled; this opens another.
            self._connection.close()
            return self._exchange(method, path, text)

    def _exchange(self, method, path, text):
        self._connection.request(method, path, text, self._headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read().decode()

    def get(self, path):
        return self._checked("GET", path)

    def post(self, path, body):
        return self._checked("POST", path, body)

    def _checked(self, *request):
        status, body = self.request(*request)
        if status >= 300:
            raise RuntimeError(f"{request[0]} {request[1]}: {status} {body}")
        return json.loads(body)
