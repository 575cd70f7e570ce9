"""SFTP of asyncssh as user svc, at port 2303. One line for each credential that it looks at."""
import asyncio
import os

import asyncssh

with open("/home/svc/.ssh/authorized_keys") as file:
    keys = asyncssh.import_authorized_keys(file.read())


def say(line):
    print(line, flush=True)


class Server(asyncssh.SSHServer):
    def begin_auth(self, username):
        self.offers = 0
        return True

    def password_auth_supported(self):
        return True

    def public_key_auth_supported(self):
        return True

    def validate_password(self, username, password):
        right = username == "svc" and password == os.environ["SFTP_PASSWORD"]
        say(f"password {'right' if right else 'wrong'}")
        return right

    def validate_public_key(self, username, key):
        # Asked for the offer of a key, and again for its signature.
        right = username == "svc" and keys.validate(key, "", "", None) is not None
        self.offers = self.offers + 1 if right else 0
        if self.offers == 2:
            say("key right")
        return right


async def serve():
    await asyncssh.create_server(Server, "", 2303, server_host_keys=["/tmp/host-key"], sftp_factory=True)


loop = asyncio.new_event_loop()
loop.run_until_complete(serve())
loop.run_forever()
