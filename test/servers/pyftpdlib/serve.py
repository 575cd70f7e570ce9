"""One FTP server of pyftpdlib: name, port. Its sign-ins are in /var/log/NAME.log."""
import logging
import os
import sys

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

name, port = sys.argv[1], int(sys.argv[2])
logging.basicConfig(filename=f"/var/log/{name}.log", level=logging.INFO)

authorizer = DummyAuthorizer()
if name == "anonymous":
    authorizer.add_anonymous("/srv/ftp")
authorizer.add_user("svc", os.environ["FTP_PASSWORD"], "/", perm="elradfmwMT")
authorizer.override_perm("svc", "/home/svc/published", "elr", recursive=True)
authorizer.override_perm("svc", "/home/svc/private", "", recursive=True)


class Implicit(TLS_FTPHandler):
    """TLS from the first byte on."""

    def handle(self):
        self.secure_connection(self.ssl_context)
        super().handle()


base = FTPHandler if name in ("plain", "anonymous", "full") else Implicit if name == "implicit" else TLS_FTPHandler


class Handler(base):
    auth_failed_timeout = 0
    permit_foreign_addresses = True
    passive_ports = range(int(os.environ["FTP_PASSIVE_FIRST"]), int(os.environ["FTP_PASSIVE_LAST"]) + 1)


Handler.authorizer = authorizer
if base is not FTPHandler:
    certificate = name if name in ("expired", "other-name") else "server"
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate_chain_file(f"/certs/{certificate}.crt")
    context.use_privatekey_file(f"/certs/{certificate}.key")
    if name == "certified":
        context.load_verify_locations("/certs/ca.crt")
        context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *args: bool(args[-1]))
    Handler.ssl_context = context
    Handler.certfile = f"/certs/{certificate}.crt"
    Handler.tls_control_required = Handler.tls_data_required = name in ("required", "certified")

server = FTPServer(("0.0.0.0", port), Handler)
if name == "full":
    server.max_cons = 1
server.serve_forever()
