"""The ways a message can leave: a mail server, or a folder of files."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from elearn.errors import N_, Conflict

SECONDS = 30
"""How long a mail server may take to answer."""


class MailServerUnreachable(Conflict):
    """The mail server does not answer, or does not let us in."""

    code = "mail-server-unreachable"


class NotSent(Exception):
    """One message was refused; the words are the reason. `broken` says that the line is gone."""

    def __init__(self, reason: str, *, broken: bool = False) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.broken = broken


class Line(Protocol):
    """An open way out."""

    def send(self, message: EmailMessage, *, name: str) -> None:
        """Send a message, which is known by `name`; raise NotSent where it is refused."""


class Transport(Protocol):
    """A way out."""

    def open(self) -> contextlib.AbstractContextManager[Line]:
        """Open it for some messages; raise MailServerUnreachable where that cannot be done."""


def transport_of(url: str) -> Transport | None:
    """Return the way that the setting ELEARN_MAIL_URL names, or None where messages wait."""
    if not url:
        return None
    if url.startswith("folder:"):
        return Folder(Path(url.removeprefix("folder:")))
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        return Smtp(host, parts.port or 465, *_login(url), security="tls")
    security = "none" if _is_this_machine(host) else "starttls"
    return Smtp(host, parts.port or 587, *_login(url), security=security)


def _login(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return unquote(parts.username or ""), unquote(parts.password or "")


def _is_this_machine(host: str) -> bool:
    """Say whether a host is this very machine, whose line nobody can listen to."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of `.eml` files, one a message; a message sent again replaces its own file."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[Line]:
        """Make the folder, for nobody else to look into."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise MailServerUnreachable(
                N_(
                    "The folder %(folder)s of ELEARN_MAIL_URL cannot be made: %(reason)s. Choose"
                    " one that the service may write to."
                ),
                folder=self.path,
                reason=error.strerror or error,
            ) from error
        yield self

    def send(self, message: EmailMessage, *, name: str) -> None:
        """Write the file whole, or not at all."""
        target = self.path / f"{name}.eml"
        draft = target.with_suffix(".part")
        try:
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600, exist_ok=False)
            draft.write_bytes(message.as_bytes())
            draft.replace(target)
        except OSError as error:
            raise NotSent(f"{target}: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. `security` is `tls`, `starttls`, or `none` for one on this very machine."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    context: ssl.SSLContext | None = field(default=None, repr=False)
    """How certificates are checked; None for the system's way."""

    @contextmanager
    def open(self) -> Iterator[Line]:
        """Connect, secure the line and sign in."""
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerUnreachable(
                N_(
                    "The mail server %(host)s, port %(port)s, cannot be used: %(reason)s. Correct"
                    " ELEARN_MAIL_URL, or try again later; messages wait until then."
                ),
                host=self.host,
                port=self.port,
                reason=reason_of(error),
            ) from error
        try:
            yield _SmtpLine(server)
        finally:
            # What was to be sent is sent: a server that hangs up first has lost nothing.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        context = self.context or ssl.create_default_context()
        server: smtplib.SMTP
        if self.security == "tls":
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class _SmtpLine:
    server: smtplib.SMTP

    def send(self, message: EmailMessage, *, name: str) -> None:  # noqa: ARG002  # the Message-ID names it
        """Hand the message to the server."""
        try:
            self.server.send_message(message)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            # SMTPException is an OSError too: what the server itself says leaves the line open.
            broken = isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(
                error, smtplib.SMTPException
            )
            raise NotSent(reason_of(error), broken=broken) from error


def reason_of(error: Exception) -> str:
    """Return what a mail server, or the system, has said, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return f"{code} {_decoded(text)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    if isinstance(error, OSError) and error.strerror:
        return os.fsdecode(error.strerror)
    return str(error) or type(error).__name__


def _decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text
