"""HTTP in front of Samba: each connection has an ntlm_auth of its own, which checks what the client sends."""

import base64
import hashlib
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ntlm_auth.constants import AvId
from ntlm_auth.gss_channel_bindings import GssChannelBindingsStruct
from ntlm_auth.messages import TargetInfo

import pages


class Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def setup(self):
        super().setup()
        self.helper = None
        self.user = None
        self.server.opened()

    def finish(self):
        if self.helper:
            self.helper.stdin.close()
            self.helper.wait()
        super().finish()

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if token and scheme == self.server.scheme:
            return self.step(base64.b64decode(token), body)
        if self.user is None:
            return self.challenge("")
        self.reply(*pages.page(self.command, self.path, self.user, body))

    def step(self, message, body):
        if message[8:9] == b"\x01" or self.helper is None:
            self.user = None
            self.helper = subprocess.Popen(
                ["ntlm_auth", "--helper-protocol=squid-2.5-ntlmssp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            return self.challenge(self.ask("YR", message).removeprefix("TT "))
        verdict = self.ask("KK", message)
        if not verdict.startswith("AF ") or not self.bound(message):
            return self.challenge("")
        self.user = verdict.removeprefix("AF ")
        self.reply(*pages.page(self.command, self.path, self.user, body))

    def ask(self, command, message):
        self.helper.stdin.write(f"{command} {base64.b64encode(message).decode()}\n".encode())
        self.helper.stdin.flush()
        return self.helper.stdout.readline().decode().strip()

    def bound(self, message):
        """Extended protection: Samba has checked that nobody changed the list, this checks what is in it."""
        if self.server.binding is None:
            return True
        length, offset = (int.from_bytes(message[at : at + size], "little") for at, size in ((20, 2), (24, 4)))
        pairs = TargetInfo()
        pairs.unpack(message[offset + 44 : offset + length])
        return pairs[AvId.MSV_AV_CHANNEL_BINDINGS] == self.server.binding

    def challenge(self, token):
        self.reply(401, {"WWW-Authenticate": f"{self.server.scheme} {token}".strip()}, b"")

    def reply(self, status, headers, body):
        print(self.server.server_port, self.command, self.path, status, self.user or "-", flush=True)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"):
    setattr(Connection, f"do_{method}", Connection.answer)


class Front(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, certificate=None, scheme="NTLM", protected=False):
        super().__init__(("", port), Connection)
        self.scheme = scheme
        self.binding = binding(certificate) if protected else None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"/srv/{certificate}.crt", f"/srv/{certificate}.key")
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def opened(self):
        print(self.server_port, "CONNECT", flush=True)

    def handle_error(self, *_):
        pass


def binding(certificate):
    with open(f"/srv/{certificate}.crt", encoding="ascii") as file:
        der = ssl.PEM_cert_to_DER_cert(file.read())
    data = GssChannelBindingsStruct()
    data[data.APPLICATION_DATA] = b"tls-server-end-point:" + hashlib.sha256(der).digest()
    return hashlib.md5(data.get_data()).digest()


fronts = [
    Front(8080),
    Front(8081, scheme="Negotiate"),
    Front(8443, certificate="server"),
    Front(8444, certificate="server", protected=True),
    Front(8445, certificate="expired"),
]
for front in fronts[1:]:
    threading.Thread(target=front.serve_forever, daemon=True).start()
print("ready", flush=True)
fronts[0].serve_forever()
