"""A small mail server in the test process: it keeps what it receives, or refuses as it is told."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).with_name("mail_server.pem")
"""A certificate for 127.0.0.1 with its key, signed by itself, valid for a hundred years."""


@dataclass
class Received:
    """One message as it came over the line."""

    sender: str
    recipients: list[str]
    content: bytes
    secured: bool
    signed_in: bool


@dataclass
class MailServer:
    """What the server has received, and how it behaves."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    """Addresses that it does not know."""
    hang_up_after: int | None = None
    """It hangs up in the middle of the message after so many."""
    starttls: bool = False
    connections: int = 0


class Handler(socketserver.StreamRequestHandler):
    """One line to a client."""

    def setup(self) -> None:
        super().setup()
        self.state: MailServer = self.server.state
        self.state.connections += 1
        self.secured = self.server.tls
        self.signed_in = False
        self.open = True

    def handle(self) -> None:
        self.say("220 ready")
        while self.open and (words := self.rfile.readline().decode("utf-8").split()):
            getattr(self, f"on_{words[0].lower()}", self.on_else)(words)

    def on_ehlo(self, _words: list[str]) -> None:
        self.say("250-mail.test")
        if self.state.starttls and not self.secured:
            self.say("250-STARTTLS")
        self.say("250 AUTH PLAIN")

    def on_starttls(self, _words: list[str]) -> None:
        self.say("220 go on")
        self.rfile.close()
        self.request = server_context().wrap_socket(self.request, server_side=True)
        self.setup()
        self.state.connections -= 1
        self.secured = True

    def on_auth(self, words: list[str]) -> None:
        self.signed_in = words[2] == "AHVzZXIAcEBzcw=="  # user, p@ss
        self.say("235 welcome" if self.signed_in else "535 wrong password")

    def on_mail(self, words: list[str]) -> None:
        self.sender, self.recipients = words[1], []
        self.say("250 ok")

    def on_rcpt(self, words: list[str]) -> None:
        address = words[1].partition("<")[2].rstrip(">")
        if address in self.state.refuse:
            self.say("550 no such mailbox")
        else:
            self.recipients.append(address)
            self.say("250 ok")

    def on_data(self, _words: list[str]) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.state.hang_up_after == len(self.state.received):
            self.state.hang_up_after = None
            self.open = False
            return
        self.state.received.append(
            Received(self.sender, self.recipients, b"".join(lines), self.secured, self.signed_in)
        )
        self.say("250 taken")

    def on_quit(self, _words: list[str]) -> None:
        self.say("221 bye")
        self.open = False

    def on_else(self, _words: list[str]) -> None:
        self.say("250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def finish(self) -> None:
        super().finish()
        self.request.close()


class Server(socketserver.ThreadingTCPServer):
    """The listener."""

    daemon_threads = True
    allow_reuse_address = True
    tls = False
    state: MailServer

    def get_request(self) -> Any:
        connection, address = super().get_request()
        if self.tls:
            connection = server_context().wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, *_request: object) -> None:
        """Say nothing: a client that refuses our certificate hangs up."""


def server_context() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(CERTIFICATE)
    return made


def client_context() -> ssl.SSLContext:
    """Return how a client checks certificates that knows this server's."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@contextmanager
def mail_server(*, tls: bool = False, starttls: bool = False) -> Iterator[MailServer]:
    """Give a mail server on a free port of this machine."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.tls = tls
        server.state = MailServer(port=server.server_address[1], starttls=starttls)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.state
        finally:
            server.shutdown()
            thread.join()
