"""Every setting of the service, typed, read from the environment in this one place."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

MINIMUM_SECRET = 32
MEGABYTE = 1024 * 1024
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or wrong; the message names it and says how to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides. Sizes in bytes, durations in seconds."""

    secret_key: str
    """Signs sessions and tokens; at least 32 characters; never has a default outside demo mode."""
    database_url: str
    """`sqlite:///…` or `postgresql+psycopg://…`."""
    public_url: str
    """Where people reach the service; printed on certificates as the address to verify at."""
    demo: bool = False
    """A demonstration on a loopback address: demo accounts, a generated secret, plain HTTP."""
    trusted_proxies: int = 0
    """How many reverse proxies stand in front and set X-Forwarded-*."""
    upload_limit: int = 10 * MEGABYTE
    """The largest request body that is accepted."""
    rate_limits: bool = True
    """Whether sign-in, tokens and verification are limited in rate."""
    rate_limit_storage: str = "memory://"
    """Where the counts live; `redis://…` when several machines share them."""
    mail_url: str = ""
    """`smtp://…`, `smtps://…` or `folder:…`; empty when messages wait in the outbox."""
    mail_from: str = ""
    """Who sends messages: one address, with a name or without."""

    @property
    def secure(self) -> bool:
        """Whether people reach the service over HTTPS, so cookies may demand it."""
        return self.public_url.startswith("https://")


def load(environ: Mapping[str, str]) -> Settings:
    """Return the settings the environment gives, or raise SettingsError in one clear sentence."""
    demo = _flag(environ, "ELEARN_DEMO", default=False)
    public_url = environ.get("ELEARN_PUBLIC_URL", "http://127.0.0.1:8000" if demo else "")
    return Settings(
        demo=demo,
        secret_key=_secret(environ, demo=demo),
        database_url=_database(environ, demo=demo),
        public_url=_address(public_url),
        trusted_proxies=_whole(environ, "ELEARN_TRUSTED_PROXIES", 0),
        upload_limit=_whole(environ, "ELEARN_UPLOAD_LIMIT_MB", 10) * MEGABYTE,
        rate_limits=_flag(environ, "ELEARN_RATE_LIMITS", default=True),
        rate_limit_storage=environ.get("ELEARN_RATE_LIMIT_STORAGE", "memory://"),
        mail_url=_mail_url(environ, demo=demo),
        mail_from=_mail_from(environ, demo=demo),
    )


def _secret(environ: Mapping[str, str], *, demo: bool) -> str:
    given = environ.get("ELEARN_SECRET_KEY", "")
    if not given and demo:
        return _demo_secret()
    if len(given) < MINIMUM_SECRET:
        problem = "is not set" if not given else f"has only {len(given)} characters"
        message = (
            f"ELEARN_SECRET_KEY {problem}: set it to at least {MINIMUM_SECRET} random characters, "
            "for example the output of `python3 -c 'import secrets; print(secrets.token_hex(32))'`."
        )
        raise SettingsError(message)
    return given


def _demo_secret() -> str:
    """Return the demonstration's own secret, made once and kept beside its database."""
    path = ROOT / "instance" / "demo-secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def _database(environ: Mapping[str, str], *, demo: bool) -> str:
    url = environ.get("ELEARN_DATABASE_URL", "")
    if not url and demo:
        return f"sqlite:///{ROOT / 'instance' / 'elearn.sqlite3'}"
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        problem = "is not set" if not url else "names a database that is not supported"
        message = (
            f"ELEARN_DATABASE_URL {problem}: set it to postgresql://user:password@host/name "
            "or sqlite:////absolute/path/to/file."
        )
        raise SettingsError(message)
    return url


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        problem = "is not set" if not url else f"is {url!r}, which is no web address"
        message = (
            f"ELEARN_PUBLIC_URL {problem}: set it to the address people use, "
            "for example https://training.example.org."
        )
        raise SettingsError(message)
    return url.rstrip("/")


def _mail_url(environ: Mapping[str, str], *, demo: bool) -> str:
    """Return where messages go; never repeat it in an error, since it may hold a password."""
    url = environ.get("ELEARN_MAIL_URL", "").strip()
    if not url:
        return f"folder:{ROOT / 'instance' / 'mail'}" if demo else ""
    if url.startswith("folder:") and url != "folder:":
        return f"folder:{ROOT / url.removeprefix('folder:')}"
    if not _names_mail_server(url):
        message = (
            "ELEARN_MAIL_URL names neither a mail server nor a folder: set it to "
            "smtp://user:password@host:587, smtps://user:password@host:465 or "
            "folder:/absolute/path, or leave it empty so that messages wait."
        )
        raise SettingsError(message)
    return url


def _names_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"smtp", "smtps"}
            and bool(parts.hostname)
            and parts.port != 0
            and parts.path in {"", "/"}
            and not parts.query
            and not parts.fragment
            and (parts.username is None) == (parts.password is None)
        )
    except ValueError:  # a port that is no number
        return False


def _mail_from(environ: Mapping[str, str], *, demo: bool) -> str:
    given = environ.get("ELEARN_MAIL_FROM", "").strip()
    if not given and demo:
        return "elearn <elearn@demo.example>"
    if not given and not environ.get("ELEARN_MAIL_URL", "").strip():
        return ""
    try:
        ((name, found),) = getaddresses([given])
        address = Address(name, addr_spec=found)
    except (ValueError, IndexError, HeaderParseError):
        address = Address()
    if not address.username or not address.domain:
        problem = "is not set" if not given else f"is {given!r}, which is no single address"
        message = (
            f"ELEARN_MAIL_FROM {problem}: set it to the address that messages come from, "
            "for example 'Training <training@example.org>'."
        )
        raise SettingsError(message)
    return str(address)


def _flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in {"", "0", "1", "true", "false", "yes", "no"}:
        return default if not value else value in {"1", "true", "yes"}
    message = f"{name} is {value!r}: set it to 1 (on) or 0 (off)."
    raise SettingsError(message)


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        message = f"{name} is {value!r}: set it to a whole number, 0 or more."
        raise SettingsError(message)
    return int(value)
